"""Text from outside: what is refused, and how the rest is written down."""

import unicodedata

from django.utils.translation import gettext as _

from engagements.errors import Refused

# Direction overrides can make a text read other than it is stored. Joiners are part of writing Hindi and stay.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Browsers end the lines of a text area with both a carriage return and a line feed.
_LAYOUT = frozenset("\r\n\t")


def check_text(text: str) -> None:
    """Raise Refused for NUL, control characters and direction overrides."""
    for character in text:
        is_control = unicodedata.category(character) in {"Cc", "Cs"} and character not in _LAYOUT
        if is_control or character in _OVERRIDES:
            raise Refused(_("Remove the invisible control character. It may come from copying out of another program."))


def normalised(text: str) -> str:
    """Return the text with one kind of line end, in Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def written_language(text: str) -> str:
    """Return “hi” for a text mostly in Devanagari letters, else “en”; for the `lang` of what people wrote."""
    devanagari = sum("\u0900" <= character <= "\u097f" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return "hi" if devanagari > latin else "en"
