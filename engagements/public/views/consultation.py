"""The page of a consultation: what is asked, on which ground, where it stands, how to take part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagements.models import Consultation, KeyFigure, Session, Source
from engagements.models.base import localised
from engagements.public.views.timeline import timeline
from engagements.reports.so_far import so_far
from engagements.rules import windows


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a consultation."""
    consultation = get_object_or_404(Consultation.objects.public().with_asked(), slug=slug)
    now = timezone.now()
    sessions = list(consultation.sessions.all())
    context = {
        "consultation": consultation,
        **_words(consultation),
        "phase": windows.phase(consultation, at=now),
        "days_left": windows.days_left(consultation, at=now),
        "steps": timeline(consultation, sessions, at=now),
        "sessions": [_session(session, consultation) for session in sessions],
        "sources_of_challenges": _sources_of_challenges(consultation),
        "so_far": so_far(consultation),
        "last_updated": consultation.updated_at,
    }
    return render(request, "public/consultation.html", context)


def _words(consultation: Consultation) -> dict[str, Any]:
    """Return the texts in the reader's language."""
    fields = ("summary", "background", "organiser", "ministry", "venue")
    words = {field: localised(consultation, field) for field in fields}
    return words | {"figures": [_figure(figure) for figure in consultation.key_figures.all()]}


def _session(session: Session, consultation: Consultation) -> dict[str, Any]:
    areas = [area.label for area in session.focus_areas.all()]
    return {
        "held_on": session.held_on,
        "starts_at": session.starts_at,
        "title": localised(session, "title"),
        "venue": localised(session, "venue") or localised(consultation, "venue"),
        "areas": areas,
        "has_all_areas": len(areas) == len(consultation.focus_areas.all()),
    }


def _figure(figure: KeyFigure) -> dict[str, Any]:
    return {
        "value": localised(figure, "value"),
        "label": localised(figure, "label"),
        "as_of": localised(figure, "as_of"),
        "source": figure.source.publisher,
    }


def _sources_of_challenges(consultation: Consultation) -> list[Source]:
    """Return the sources that reported the challenges, each once."""
    sources = [asked.source for asked in consultation.asked_challenges.all() if asked.source]
    return list(dict.fromkeys(sources))
