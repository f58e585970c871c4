"""What two texts have in common: their runs of three words, how large a share that is, and which words they are.

A run of three words (a shingle) is kept as a number, the same one in every process and on every machine. What the
consultation itself says in its texts is nobody's point and is left out of every comparison.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby
from zlib import crc32

from engagements.rules.tokenizer import COMMON, Word, words_in, words_of

NGRAM_WORDS = 3
# Fewer than these in common are a turn of phrase, not a text.
MIN_SHARED = 8
MIN_RATIO = 0.10
# One shingle in so many is kept in the index that finds texts to compare with; comparing takes all of them.
INDEXED_ONE_IN = 4


@dataclass(frozen=True)
class Similarity:
    """How many shingles two texts share, what share of the shorter one that is, from 0 to 1, and whether it is all."""

    shared: int
    share: float
    is_whole: bool

    @property
    def is_same_campaign(self) -> bool:
        """Whether so much is no coincidence; texts too short for that have to be the same throughout."""
        return self.is_whole or (self.shared >= MIN_SHARED and self.share >= MIN_RATIO)


class PartKind(StrEnum):
    """Whose words a part of a text is: the sender's own, those of both texts, or the consultation's."""

    OWN = "own"
    SHARED = "shared"
    QUOTED = "quoted"


@dataclass(frozen=True)
class TextPart:
    """A part of a text; the parts put together are the text."""

    kind: PartKind
    text: str


NO_SHINGLES: frozenset[int] = frozenset()


def shingles_of(texts: Iterable[str], *, without: frozenset[int] = NO_SHINGLES) -> frozenset[int]:
    """Return the shingles of some texts as unsigned numbers of 32 bits; none reaches from one text into the next."""
    return frozenset(number for text in texts for number in _numbers(words_of(text))) - without


def indexed(texts: Iterable[str], *, without: frozenset[int] = NO_SHINGLES) -> frozenset[int]:
    """Return the shingles by which a text is found: one in four, and none that consists of common words alone.

    A text so short that none falls to it is found by all it has.
    """
    runs = (run for text in texts for run in _runs(words_of(text)) if not COMMON.issuperset(run))
    telling = frozenset(map(_number, runs)) - without
    return frozenset(number for number in telling if number % INDEXED_ONE_IN == 0) or telling


def shingle_digest(texts: Iterable[str]) -> str:
    """Return the same 32 characters for texts of the same words, whatever their case, marks and blanks."""
    words = "\n".join(" ".join(words_of(text)) for text in texts)
    return blake2b(words.encode(), digest_size=16).hexdigest()


def similarity(one: frozenset[int], other: frozenset[int]) -> Similarity:
    """Compare two texts by their shingles.

    The share is that of the shorter text: a letter that somebody sends with three pages of their own is still that
    letter, and so is the one paragraph that somebody took from it.
    """
    shared = len(one & other)
    share = shared / min(len(one), len(other)) if shared else 0.0
    return Similarity(shared, share, is_whole=shared > 0 and one == other)


def text_parts(text: str, *, shared: Collection[int], quoted: Collection[int] = NO_SHINGLES) -> list[TextPart]:
    """Divide a text by whose words they are; a word counts as shared when any shingle around it is."""
    words = words_in(text)
    kinds = [PartKind.OWN] * len(words)
    for kind, numbers in ((PartKind.QUOTED, quoted), (PartKind.SHARED, shared)):
        for place, number in enumerate(_numbers([word.text for word in words])):
            if number in numbers:
                kinds[place : place + NGRAM_WORDS] = [kind] * len(kinds[place : place + NGRAM_WORDS])
    return list(_joined(text, words, kinds))


def _joined(text: str, words: Sequence[Word], kinds: Sequence[PartKind]) -> Iterator[TextPart]:
    """Yield the stretches of one kind; what stands between two words goes with the first of them."""
    if not words:
        yield from [TextPart(PartKind.OWN, text)] if text else []
        return
    ends = [*(word.start for word in words[1:]), len(text)]
    start = 0
    for kind, places in groupby(range(len(words)), key=kinds.__getitem__):
        end = ends[list(places)[-1]]
        yield TextPart(kind, text[start:end])
        start = end


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield each run of three words; of a shorter text, the whole of it."""
    for place in range(max(len(words) - NGRAM_WORDS + 1, min(len(words), 1))):
        yield tuple(words[place : place + NGRAM_WORDS])


def _numbers(words: Sequence[str]) -> Iterator[int]:
    return map(_number, _runs(words))


def _number(run: tuple[str, ...]) -> int:
    return crc32(" ".join(run).encode())
