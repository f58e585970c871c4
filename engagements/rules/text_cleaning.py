"""Text from outside: what is refused, and how the rest is written down."""

import re
import unicodedata

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused

# Controls but for line ends and the tabulator, halves of characters, and direction overrides, by which a text can read
# other than it is stored. Joiners are part of writing Hindi and stay.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# No letter bears as many marks as this (UAX 15 allows for 30); composing a text takes the square of their number.
_MARKS = re.compile(f"[{''.join(filter(unicodedata.combining, map(chr, range(0x20000))))}]{{31,}}")
_MARKS_MAX = 30


def check_text(text: str) -> None:
    """Raise ActionRefused for NUL, control characters and direction overrides."""
    if _INVISIBLE.search(text):
        raise ActionRefused(_("Remove the invisible control character. It may have been copied from another program."))


def normalised(text: str) -> str:
    """Return the text with one kind of line end, composed (NFC), and with 30 marks at most on a letter."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    # Some marks are composed of two: cut before, for the time it takes, and after.
    return _cut(unicodedata.normalize("NFC", _cut(even)))


def _cut(text: str) -> str:
    return _MARKS.sub(lambda run: run[0][:_MARKS_MAX], text)


def written_language(text: str) -> str:
    """Return “hi” for a text mostly in Devanagari letters, else “en”; for the `lang` of what people wrote."""
    devanagari = sum("\u0900" <= character <= "\u097f" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return "hi" if devanagari > latin else "en"
