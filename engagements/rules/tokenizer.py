"""Tokenizer for search and text comparison; English and Hindi alike."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Longer words are truncated; the database's index has a limit.
LONGEST = 40
# Zero-width joiners shape Devanagari letters without changing the word.
_JOINERS = "\u200c\u200d"

# Stop words of both languages; excluded from comparisons, not from the index.
COMMON = frozenset(
    """
    a about after again all also am an and any are as at be because been before being but by can could did do does
    for from had has have he her here his how i if in into is it its just like may more most my no not now of on one
    only or other our out over per she so some such than that the their them then there these they this those through
    to too under until up us very was we were what when where which while who why will with without would you your
    और एक एवं इस इसे उस उसे उन इन कर करना करने का की के को कि किया किसी कुछ कोई क्या गया गई गए जब जैसे जो तक तो था थी थे
    द्वारा दो न नहीं ने पर पहले फिर बहुत बाद भी में मैं यह या ये रहा रहे रही लिए वह वे व से सभी साथ हम हमें हमारा हमारी हमारे
    हर हो होता होती होते होना हुआ हुई हुए है हैं
    """.split()  # noqa: SIM905 - a hundred quoted words would hide the list
)


@dataclass(frozen=True)
class Word:
    """A normalised word and its position in the text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, case folded."""
    return [word.text for word in words_in(text)]


def words_in(text: str) -> list[Word]:
    """Return the words of a text with their positions; linear in its length."""
    words, start = [], None
    for place, character in enumerate(f"{text} "):
        if is_word_character(character) or character in _JOINERS:
            start = place if start is None else start
        elif start is not None:
            folded = unicodedata.normalize("NFC", text[start:place]).casefold()
            word = "".join(filter(is_word_character, folded))[:LONGEST]
            words += [Word(word, start, place)] if word else []
            start = None
    return words


@lru_cache(maxsize=4096)
def is_word_character(character: str) -> bool:
    """Return whether a character is part of words: letters, digits, and combining marks such as Devanagari vowels."""
    return unicodedata.category(character)[0] in "LMN"


def significant_words(text: str) -> list[str]:
    """Return the distinct words of a text without stop words and short ones, in order of first use."""
    return list(dict.fromkeys(word for word in words_of(text) if len(word) > 2 and word not in COMMON))
