"""Parses untrusted page numbers and ids from URLs."""

from django.db.models import QuerySet
from django.http import HttpRequest

from engagements.models import Consultation
from engagements.rules.parsers import parse_pk

PAGES_MAX = 1_000_000


def parse_page(request: HttpRequest) -> int:
    """Return the page number in the URL; 1 if there is none."""
    return min(parse_pk(request.GET.get("page", "")) or 1, PAGES_MAX)


def consultation_in(request: HttpRequest, offered: QuerySet[Consultation]) -> Consultation | None:
    """Return the one of these consultations that the URL names, or None."""
    return offered.filter(pk=parse_pk(request.GET.get("consultation", ""))).first()
