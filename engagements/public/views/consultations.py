"""List of consultations."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.choices import Phase
from engagements.models import Consultation
from engagements.models.base import localised
from engagements.models.consultation import ConsultationQuerySet
from engagements.public.forms.search import ConsultationSearch
from engagements.rules import deadlines
from engagements.rules.dates import day_text

PAGE_SIZE = 20


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """List consultations, filtered by phase, words in title or summary, and focus area."""
    now = timezone.now()
    form = ConsultationSearch(request.GET)
    page = Paginator(_matching(form, at=now), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_filtered": any(form.cleaned_data.values()) or not form.is_valid(),
        "cards": [card(consultation, at=now) for consultation in page],
        "total": page.paginator.count,
        "previous_url": _url(form, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _url(form, page.next_page_number()) if page.has_next() else "",
        "range": _range(page),
    }
    return render(request, "public/consultations.html", context)


def card(consultation: Consultation, *, at: datetime) -> dict[str, Any]:
    """Return what the card of a consultation shows."""
    phase = deadlines.phase(consultation, at=at)
    opens = [_("Opens on %(day)s") % {"day": day_text(consultation.opens_at)}] if phase is Phase.UPCOMING else []
    return {
        "title": consultation.heading,
        "url": consultation.get_absolute_url(),
        "summary": localised(consultation, "summary"),
        "phase": phase,
        "closes_at": consultation.closes_at,
        "days_left": deadlines.days_left(consultation, at=at),
        "facts": [*opens, localised(consultation, "organiser")],
    }


def _matching(form: ConsultationSearch, *, at: datetime) -> ConsultationQuerySet:
    """Return the matching consultations; a filter with an error is ignored and the form shows the error."""
    form.is_valid()
    wanted, found = form.cleaned_data, Consultation.objects.public()
    if wanted.get("phase"):
        found = found.in_phase(wanted["phase"], at=at)
    if wanted.get("area"):
        found = found.filter(focus_areas__slug=wanted["area"])
    return found.about(wanted.get("q", ""))


def _url(form: ConsultationSearch, number: int) -> str:
    chosen = {name: str(value) for name, value in form.cleaned_data.items() if value}
    return "?" + urlencode({**chosen, "page": number})


def _range(page: "Page[Consultation]") -> str:
    numbers = {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    return _("%(first)d to %(last)d of %(total)d") % numbers
