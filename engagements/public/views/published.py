"""Published submissions: list, single page, and those similar to a draft."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from engagements.models import Consultation, Draft
from engagements.public.forms.published import PublishedSearch
from engagements.public.views import status_access
from engagements.reports import published
from engagements.reports.published import PublishedPoint
from engagements.rules.references import url_reference

# A published submission with the URL of its page.
SubmissionLink = tuple[PublishedPoint, str]


@require_safe
@cache_control(no_cache=True)
def published_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List a consultation's published submissions, newest first, filtered by words, challenge and focus area."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    form = PublishedSearch(request.GET, consultation=consultation)
    is_valid, after = form.is_valid(), status_access.normalised_reference(request.GET.get("after", ""))
    shown = published.published_page(consultation, **_filters(form), after=after)
    context = {
        "consultation": consultation,
        "form": form,
        "is_filtered": any(form.cleaned_data.values()) or not is_valid,
        "points": linked(shown.points, consultation),
        "is_whole": not after and not shown.older,
        "newest_url": _url(form) if after else "",
        "older_url": _url(form, after=url_reference(shown.older)) if shown.older else "",
    }
    return render(request, "public/published/list.html", context)


@require_safe
@cache_control(no_cache=True)
def published_submission(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Show one published submission; 404 if it is not published."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    shown = published.published_details(consultation, status_access.normalised_reference(reference))
    if shown is None:
        raise Http404
    crumbs = [
        (_("Consultations"), reverse("public:consultations")),
        (consultation.heading, consultation.get_absolute_url()),
        (_("Published submissions"), reverse("public:published", args=[slug])),
    ]
    context = {"consultation": consultation, "point": shown, "crumbs": crumbs}
    return render(request, "public/published/point.html", context)


def similar(draft: Draft) -> list[SubmissionLink]:
    """Return the published submissions of the same consultation that are similar to a draft."""
    written = draft.answers.get("point", {})
    text = "\n".join(str(written.get(field, "")) for field in ("summary", "experience", "proposal"))
    return linked(published.similar_published(text, draft.consultation), draft.consultation)


def linked(points: tuple[PublishedPoint, ...], consultation: Consultation) -> list[SubmissionLink]:
    """Return published submissions with the URLs of their pages."""
    return [(one, reverse("public:published_point", args=[consultation.slug, one.reference])) for one in points]


def _filters(form: PublishedSearch) -> dict[str, str]:
    """Return the filters of the list; one with an error is ignored and the form shows the error."""
    given = form.cleaned_data
    return {
        "search": given.get("q", ""),
        "challenge": given.get("challenge", ""),
        "focus_area": given.get("area", ""),
    }


def _url(form: PublishedSearch, **more: str) -> str:
    chosen: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if value}
    return "?" + urlencode(chosen | more)
