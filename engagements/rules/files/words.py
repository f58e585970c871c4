"""Descriptions of files for people: size, kind, digest."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from engagements.models import Attachment
from engagements.rules.numerals import format_number

_KB, _MB = Decimal(1024), Decimal(1024**2)


def size_in_words(size: int) -> str:
    """Return a number of bytes as KB (at least 1), or from 1 MB as MB with one decimal."""
    if size < _MB:
        return _("%(number)s KB") % {"number": format_number(max(_rounded(size / _KB, "1"), Decimal(1)))}
    return _("%(number)s MB") % {"number": format_number(_rounded(size / _MB, "0.1"))}


def size_text(file: Attachment) -> str:
    """Return a file's name, kind and size."""
    return f"{file.original_name} – {facts(file)}"


def facts(file: Attachment) -> str:
    """Return a file's kind and size."""
    return f"{file.get_kind_display()}, {size_in_words(file.size)}"


def with_digest(file: Attachment) -> str:
    """Return a file's name, kind, size and SHA-256, with which a copy can be verified."""
    return f"{size_text(file)}, SHA-256 {file.sha256}"


def _rounded(number: Decimal, to: str) -> Decimal:
    return number.quantize(Decimal(to), ROUND_HALF_UP).normalize()
