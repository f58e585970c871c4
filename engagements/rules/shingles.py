"""Text similarity by shingles (runs of three words).

A shingle is stored as a CRC-32, the same in every process and on every machine. The consultation's own texts are
excluded from every comparison.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby
from zlib import crc32

from engagements.rules.tokenizer import COMMON, Word, words_in, words_of

NGRAM_WORDS = 3
# Fewer shared shingles are a common phrase.
MIN_SHARED = 8
MIN_RATIO = 0.10
# Fraction of shingles in the index that finds candidates; comparisons use all of them.
INDEXED_ONE_IN = 4


@dataclass(frozen=True)
class Similarity:
    """Number of shared shingles, their share of the shorter text (0 to 1), and whether all are shared."""

    shared: int
    share: float
    is_whole: bool

    @property
    def is_same_campaign(self) -> bool:
        """Whether the similarity is no coincidence; short texts must be identical."""
        return self.is_whole or (self.shared >= MIN_SHARED and self.share >= MIN_RATIO)


class PartKind(StrEnum):
    """Origin of a part of a text: the sender's own words, shared by both texts, or quoted from the consultation."""

    OWN = "own"
    SHARED = "shared"
    QUOTED = "quoted"


@dataclass(frozen=True)
class TextPart:
    """A part of a text; the parts joined are the text."""

    kind: PartKind
    text: str


NO_SHINGLES: frozenset[int] = frozenset()


def shingles_of(texts: Iterable[str], *, without: frozenset[int] = NO_SHINGLES) -> frozenset[int]:
    """Return the shingles of texts as unsigned 32-bit numbers; none spans two texts."""
    return frozenset(number for text in texts for number in _numbers(words_of(text))) - without


def indexed(texts: Iterable[str], *, without: frozenset[int] = NO_SHINGLES) -> frozenset[int]:
    """Return the shingles to index: one in four, without those of common words only.

    For a text so short that none is selected, all of them.
    """
    runs = (run for text in texts for run in _runs(words_of(text)) if not COMMON.issuperset(run))
    telling = frozenset(map(_number, runs)) - without
    return frozenset(number for number in telling if number % INDEXED_ONE_IN == 0) or telling


def shingle_digest(texts: Iterable[str]) -> str:
    """Return a digest of 32 characters that ignores case, punctuation and spacing."""
    words = "\n".join(" ".join(words_of(text)) for text in texts)
    return blake2b(words.encode(), digest_size=16).hexdigest()


def similarity(one: frozenset[int], other: frozenset[int]) -> Similarity:
    """Compare two texts by their shingles.

    The share refers to the shorter text, so that a template letter is recognised within pages of own text, and a single
    paragraph taken from it as well.
    """
    shared = len(one & other)
    share = shared / min(len(one), len(other)) if shared else 0.0
    return Similarity(shared, share, is_whole=shared > 0 and one == other)


def text_parts(text: str, *, shared: Collection[int], quoted: Collection[int] = NO_SHINGLES) -> list[TextPart]:
    """Split a text by origin of its words; a word is shared if any shingle that contains it is."""
    words = words_in(text)
    kinds = [PartKind.OWN] * len(words)
    for kind, numbers in ((PartKind.QUOTED, quoted), (PartKind.SHARED, shared)):
        for place, number in enumerate(_numbers([word.text for word in words])):
            if number in numbers:
                kinds[place : place + NGRAM_WORDS] = [kind] * len(kinds[place : place + NGRAM_WORDS])
    return list(_joined(text, words, kinds))


def _joined(text: str, words: Sequence[Word], kinds: Sequence[PartKind]) -> Iterator[TextPart]:
    """Yield consecutive words of one kind as one part; text between two words belongs to the first."""
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
    """Yield each run of three words, or a shorter text as one run."""
    for place in range(max(len(words) - NGRAM_WORDS + 1, min(len(words), 1))):
        yield tuple(words[place : place + NGRAM_WORDS])


def _numbers(words: Sequence[str]) -> Iterator[int]:
    return map(_number, _runs(words))


def _number(run: tuple[str, ...]) -> int:
    return crc32(" ".join(run).encode())
