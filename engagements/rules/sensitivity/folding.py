"""Character-for-character normalisation before matching, so that offsets stay valid in the original text."""

import unicodedata
from collections.abc import Iterable, Iterator

from engagements.choices import SensitivityKind

Spans = Iterable[tuple[int, int]]
FoundSpans = Iterator[tuple[int, int]]

# Zeros of the Indian scripts (Devanagari, Bengali, Gurmukhi … Malayalam) and of full-width digits.
_ZEROS = (0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0xFF10)
_DIGITS = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
# Spaces and invisible characters that copying leaves between the digits of a number.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u2060\u202f\ufeff"), " ")
_DASHES = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"), "-")
_SIGNS = {0x00BA: "°", 0x02DA: "°", 0x2032: "'", 0x2019: "'", 0x02B9: "'", 0x2033: '"', 0x201D: '"', 0x02BA: '"'}
_EVEN = {**_DIGITS, **_SPACES, **_DASHES, **_SIGNS}

SHOWN = 4


def folded(text: str) -> str:
    """Return the text with ASCII digits, spaces, hyphens and quotes; the length does not change."""
    return text.translate(_EVEN)


def masked(excerpt: str, *, kind: SensitivityKind) -> str:
    """Return an excerpt with bullets for letters and digits; numbers keep the last four, coordinates none."""
    shown = 0 if kind is SensitivityKind.COORDINATES else SHOWN
    written = [place for place, character in enumerate(excerpt) if _is_written(character)]
    hidden = set(written[: len(written) - shown])
    return "".join("•" if place in hidden else character for place, character in enumerate(excerpt))


def _is_written(character: str) -> bool:
    """Return whether a character is a letter, a digit or a combining mark."""
    return unicodedata.category(character)[0] in "LNM"
