"""Search result excerpts: the passage around the first hit, with hits marked."""

from collections.abc import Collection
from dataclasses import dataclass

from engagements.rules.tokenizer import words_in

# Characters before the first hit, and length of the excerpt.
CONTEXT, LENGTH = 60, 200


@dataclass(frozen=True)
class ExcerptPiece:
    """A piece of an excerpt; `is_hit` if it is a searched word."""

    text: str
    is_hit: bool = False


def excerpt(text: str, words: Collection[str]) -> tuple[ExcerptPiece, ...]:
    """Return the passage around the first hit, all hits marked; empty without a hit.

    A searched word matches words that begin with it, as in the search index.
    """
    hits = [(word.start, word.end) for word in words_in(text) if word.text.startswith(tuple(words))]
    if not hits:
        return ()
    first, last = _window(text, hits[0][0])
    shown = [(start, min(end, last)) for start, end in hits if start < last]
    return tuple(_pieces(text, first, last, shown))


def _window(text: str, hit: int) -> tuple[int, int]:
    """Return start and end of the excerpt around a hit, moved to word boundaries."""
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
