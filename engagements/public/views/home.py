"""The start page, and what machines ask of a site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagements.models import Consultation
from engagements.public.views.consultations import card
from engagements.rules import deadlines

# As many open consultations as the start page shows; the list has them all.
MOST_CARDS = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and lead to what is open."""
    now = timezone.now()
    found = list(Consultation.objects.open(at=now)[: MOST_CARDS + 1])
    context = {
        "cards": [card(consultation, at=now) for consultation in found[:MOST_CARDS]],
        "has_more": len(found) > MOST_CARDS,
        "answer_days": deadlines.ANSWER_DAYS,
    }
    return render(request, "public/home.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone: everything in a demonstration, else what concerns one person or officials."""
    paths = ["/"] if settings.DEMONSTRATION else settings.PRIVATE_PATHS
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in paths], f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the pages that crawlers may read."""
    consultations = Consultation.objects.public()[:1000]
    context = {"site": settings.SITE_URL, "consultations": consultations}
    return render(request, "public/sitemap.xml", context, content_type="application/xml; charset=utf-8")
