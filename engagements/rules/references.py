"""References such as DDP/2024-25/000123-K: how they are written, checked and read back."""

import re

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused

# Letters and digits without I, L, O and U, which are misread on paper or on the telephone (Crockford's base 32).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_SHAPE = re.compile(r"([A-Z]{2,6})(20\d\d)(\d\d)(\d{6,9})([0-9A-Z])")
_LONGEST = 40
_BEGIN = 20


def check_character(prefix: str, financial_year: str, serial: int) -> str:
    """Return the character that catches a mistyped or swapped character.

    The body's characters are weighted by their place and summed modulo 31; 31 is prime and larger than any place,
    so that one wrong character or two swapped neighbours always change the sum. The sum begins where it makes the
    example that every form shows, DDP/2024-25/000123-K, a true one.
    """
    body = f"{prefix}{financial_year.replace('-', '')}{serial:06d}"
    total = _BEGIN + sum(place * (int(character, 36) % 31) for place, character in enumerate(body, start=1))
    return ALPHABET[total % 31]


def format_reference(prefix: str, financial_year: str, serial: int) -> str:
    """Return a reference as it is printed."""
    return f"{prefix}/{financial_year}/{serial:06d}-{check_character(prefix, financial_year, serial)}"


def url_reference(reference: str) -> str:
    """Return a reference as URLs and file names carry it: a slash would divide them."""
    return reference.replace("/", "-")


def parse_reference(typed: str) -> str:
    """Return the reference meant by what somebody typed: any case, with or without separators.

    Raises ActionRefused where it has not the shape of a reference or its check character does not fit.
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
