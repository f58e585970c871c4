"""Home page, robots.txt and sitemap.xml."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagements.models import Consultation
from engagements.public.views.consultations import card
from engagements.rules import deadlines

# Limit of open consultations on the home page; the list has all of them.
MOST_CARDS = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the portal is, and the open consultations."""
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
    """Exclude crawlers from everything in a demonstration, otherwise from private pages."""
    paths = ["/"] if settings.DEMONSTRATION else settings.PRIVATE_PATHS
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in paths], f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the pages that crawlers may index."""
    consultations = Consultation.objects.public()[:1000]
    context = {"site": settings.SITE_URL, "consultations": consultations}
    return render(request, "public/sitemap.xml", context, content_type="application/xml; charset=utf-8")
