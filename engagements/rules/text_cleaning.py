"""Clean text from outside: refuse control characters, normalise the rest."""

import re
import unicodedata

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused

# Controls except line ends and tabs, surrogates, and direction overrides, which can make a text read other than it is
# stored. Zero-width joiners belong to Hindi spelling and are allowed.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# Runs of more than 30 combining marks (UAX 15 allows 30): composing them takes quadratic time.
_MARKS = re.compile(f"[{''.join(filter(unicodedata.combining, map(chr, range(0x20000))))}]{{31,}}")
_MARKS_MAX = 30


def check_text(text: str) -> None:
    """Raise ActionRefused for NUL, control characters and direction overrides."""
    if _INVISIBLE.search(text):
        raise ActionRefused(_("Remove the invisible control character. It may have been copied from another program."))


def normalised(text: str) -> str:
    """Return the text with LF line ends, in NFC, and at most 30 combining marks per letter."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    # Cut before composing to bound its time, and after, since some marks decompose into two.
    return _cut(unicodedata.normalize("NFC", _cut(even)))


def _cut(text: str) -> str:
    return _MARKS.sub(lambda run: run[0][:_MARKS_MAX], text)


def written_language(text: str) -> str:
    """Return “hi” for a text mostly in Devanagari, else “en”; for the `lang` attribute."""
    devanagari = sum("\u0900" <= character <= "\u097f" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return "hi" if devanagari > latin else "en"
