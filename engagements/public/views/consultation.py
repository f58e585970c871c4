"""Page of a consultation: topics, legal basis, progress and how to take part."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagements.models import Consultation, ConsultationChange, KeyFigure, Session, Source
from engagements.models.base import localised
from engagements.public.views.responses import answer_on
from engagements.public.views.timeline import consultation_progress
from engagements.reports.public_counts import count_publicly
from engagements.rules import deadlines


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a consultation."""
    # Checked in the same query, so that consultations without changes cost no second one.
    was_changed = Exists(ConsultationChange.objects.filter(consultation=OuterRef("pk")))
    asked = Consultation.objects.public().with_asked().annotate(was_changed=was_changed)
    consultation = get_object_or_404(asked, slug=slug)
    start_url = reverse("public:start", args=[slug])
    return render(
        request, "public/consultation.html", shown_consultation(consultation, start_url=start_url, at=timezone.now())
    )


def shown_consultation(consultation: Consultation, *, start_url: str, at: datetime) -> dict[str, Any]:
    """Return the template context of a consultation's page; `start_url` is the target of its buttons."""
    sessions, answer = list(consultation.sessions.all()), answer_on(consultation)
    return {
        "consultation": consultation,
        "start_url": start_url,
        **_words(consultation),
        "phase": deadlines.phase(consultation, at=at),
        "days_left": deadlines.days_left(consultation, at=at),
        "steps": consultation_progress(
            consultation, sessions, at=at, answered_at=answer.first_released_at if answer else None
        ),
        "answer": answer,
        "changes": consultation.changes.all() if getattr(consultation, "was_changed", True) else [],
        "sessions": [_session(session, consultation) for session in sessions],
        "sources_of_challenges": _sources_of_challenges(consultation),
        "so_far": count_publicly(consultation),
        "last_updated": max(filter(None, [consultation.updated_at, answer.last_released_at if answer else None])),
    }


def _words(consultation: Consultation) -> dict[str, Any]:
    """Return the texts in the reader's language."""
    fields = ("summary", "background", "organiser", "ministry", "venue", "window_reason")
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
    """Return the distinct sources of the challenges."""
    sources = [asked.source for asked in consultation.asked_challenges.all() if asked.source]
    return list(dict.fromkeys(sources))
