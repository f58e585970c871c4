"""Policy pages: current and earlier versions; and the site map."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.choices import Language, Phase, PolicyKind
from engagements.models import Consultation, PolicyVersion
from engagements.rules import deadlines, policies

# Limit of consultations in the site map; the list of consultations has all of them.
MOST_CONSULTATIONS = 50


@require_safe
def in_force(request: HttpRequest, kind: PolicyKind) -> HttpResponse:
    """Show the version in force, or, if none is published yet, that the page is being prepared."""
    shown = PolicyVersion.objects.in_force(kind).first()
    if shown is None:
        return render(request, "public/policy.html", {"title": kind.label, "crumbs": _way_here(), "kind": kind})
    return _page(request, shown)


@require_safe
def numbered(request: HttpRequest, kind: PolicyKind, number: int) -> HttpResponse:
    """Show one version at its permanent URL, with a notice if it is no longer in force."""
    return _page(request, get_object_or_404(PolicyVersion.objects.of(kind), number=number))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Show the site map for readers."""
    now = timezone.now()
    consultations = [
        (consultation, deadlines.phase(consultation, at=now) is Phase.OPEN)
        for consultation in Consultation.objects.public()[:MOST_CONSULTATIONS]
    ]
    return render(request, "public/sitemap.html", {"crumbs": _way_here(), "consultations": consultations})


def _page(request: HttpRequest, shown: PolicyVersion) -> HttpResponse:
    versions = list(PolicyVersion.objects.of(PolicyKind(shown.kind)).defer("body", "body_hi"))
    newest = versions[0]
    context = {
        "title": PolicyKind(shown.kind).label,
        "crumbs": _way_here(),
        "version": shown,
        "versions": [(version, _address(version, newest=newest)) for version in versions],
        "newest": newest,
        "address": _address(newest, newest=newest),
        "is_overdue": shown.number == newest.number and shown.review_on < timezone.localdate(),
        # Without an official as publisher, the text is the one delivered with the portal.
        "is_delivered": settings.DEMONSTRATION and shown.published_by_id is None,
        "gaps": policies.unfilled_placeholders(shown.text),
        "last_updated": shown.published_at,
        **_text(shown),
    }
    return render(request, "public/policy.html", context)


def _address(version: PolicyVersion, *, newest: PolicyVersion) -> str:
    if version == newest:
        return reverse(f"public:{version.kind}")
    return reverse(f"public:{version.kind}_version", args=[version.number])


def _text(shown: PolicyVersion) -> dict[str, Any]:
    """Return the formatted text, and its language if it is not the page's."""
    is_missing = get_language() == Language.HINDI and not shown.body_hi
    return {"layout": policies.layout(shown.text), "language": Language.ENGLISH.value if is_missing else ""}


def _way_here() -> list[tuple[str, str]]:
    return [(_("Home"), "/")]
