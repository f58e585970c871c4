"""Reference numbers such as DDP/2024-25/000123-K: format, check character, parsing."""

import re

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused

# Crockford's base 32: without I, L, O and U, which are misread on paper or misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_SHAPE = re.compile(r"([A-Z]{2,6})(20\d\d)(\d\d)(\d{6,9})([0-9A-Z])")
_LONGEST = 40
_BEGIN = 20


def check_character(prefix: str, financial_year: str, serial: int) -> str:
    """Return the character that detects a mistyped or swapped character.

    Sum of the characters weighted by position, modulo 31, a prime larger than any position: one wrong character or two
    swapped neighbours always change it. The start value makes the example of the forms, DDP/2024-25/000123-K, valid.
    """
    body = f"{prefix}{financial_year.replace('-', '')}{serial:06d}"
    total = _BEGIN + sum(place * (int(character, 36) % 31) for place, character in enumerate(body, start=1))
    return ALPHABET[total % 31]


def format_reference(prefix: str, financial_year: str, serial: int) -> str:
    """Return a reference number as printed."""
    return f"{prefix}/{financial_year}/{serial:06d}-{check_character(prefix, financial_year, serial)}"


def url_reference(reference: str) -> str:
    """Return a reference number for URLs and file names, without slashes."""
    return reference.replace("/", "-")


def parse_reference(typed: str) -> str:
    """Return the printed form of a typed reference number, in any case, with or without separators.

    Raises ActionRefused if its format or its check character is wrong.
    """
    compact = re.sub(r"[\s/\-–—.]", "", typed[:_LONGEST].upper())
    letters = re.match(r"[A-Z]*", compact)
    prefix_end = letters.end() if letters else 0
    match = _SHAPE.fullmatch(compact[:prefix_end] + compact[prefix_end:].translate(_LOOKALIKES))
    if match:
        prefix, century, year, serial, check = match.groups()
        financial_year = f"{century}-{year}"
        if check == check_character(prefix, financial_year, int(serial)):
            return format_reference(prefix, financial_year, int(serial))
    raise ActionRefused(_("Check the reference number. It should look like DDP/2024-25/000123-K."), field="reference")
