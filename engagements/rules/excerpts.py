"""Where words that somebody looked for stand in a text, and the passage around them."""

from collections.abc import Collection
from dataclasses import dataclass

from engagements.rules.tokenizer import words_in

# How much of a text stands before the first word that was found, and how long the passage is at most.
CONTEXT, LENGTH = 60, 200


@dataclass(frozen=True)
class ExcerptPiece:
    """A piece of a passage; `is_hit` where it is one of the words that were looked for."""

    text: str
    is_hit: bool = False


def excerpt(text: str, words: Collection[str]) -> tuple[ExcerptPiece, ...]:
    """Return the passage around the first of the words, each of them marked; empty where none stands in the text.

    A word of the text is meant by a word that it begins with, as in the search index.
    """
    hits = [(word.start, word.end) for word in words_in(text) if word.text.startswith(tuple(words))]
    if not hits:
        return ()
    first, last = _window(text, hits[0][0])
    shown = [(start, min(end, last)) for start, end in hits if start < last]
    return tuple(_pieces(text, first, last, shown))


def _window(text: str, hit: int) -> tuple[int, int]:
    """Return the ends of the passage around a place, moved to where a blank is."""
    first = 0 if hit <= CONTEXT else text.find(" ", hit - CONTEXT, hit) + 1 or hit
    if len(text) - first <= LENGTH:
        return first, len(text)
    cut = text.rfind(" ", hit + 1, first + LENGTH)
    return first, cut if cut > hit else first + LENGTH


def _pieces(text: str, first: int, last: int, hits: list[tuple[int, int]]) -> list[ExcerptPiece]:
    pieces, place = [ExcerptPiece("… ")] if first else [], first
    for start, end in hits:
        pieces += [ExcerptPiece(text[place:start]), ExcerptPiece(text[start:end], is_hit=True)]
        place = end
    pieces += [ExcerptPiece(text[place:last]), ExcerptPiece(" …" if last < len(text) else "")]
    return [piece for piece in pieces if piece.text]
