"""What an address or a hidden field names, read as what it is: text that anybody can change."""

from django.db.models import QuerySet
from django.http import HttpRequest

from engagements.models import Consultation

# The longest numbers that every database keeps as a key.
DIGITS_MAX = 18
PAGES_MAX = 1_000_000


def parse_int(text: str) -> int | None:
    """Return the whole number that a text is, or None where no key and no version can be meant."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX else None


def parse_pk(text: str) -> int:
    """Return the key that a text names; 0, which no record has, where it names none."""
    return parse_int(text) or 0


def parse_page(request: HttpRequest) -> int:
    """Return the number of the page that an address asks for; the first where it names none."""
    return min(parse_pk(request.GET.get("page", "")) or 1, PAGES_MAX)


def consultation_in(request: HttpRequest, offered: QuerySet[Consultation]) -> Consultation | None:
    """Return the one of these consultations that an address names, or None."""
    return offered.filter(pk=parse_pk(request.GET.get("consultation", ""))).first()
