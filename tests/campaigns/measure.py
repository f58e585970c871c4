"""How well planted campaigns are found: precision, recall and F1 over pairs, for each way of telling likeness.

`python -m tests.campaigns.measure` prints the table.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from engagements.rules import shingles
from tests.campaigns.corpus import QUESTION, Planted, corpus

SEEDS = (1, 2, 3)
LETTERS = {"tuned on": range(4), "held out": range(4, 6)}
Join = Callable[[int, int, int], float]


@dataclass(frozen=True)
class Found:
    """Pairs found, and of those rightly found; and pairs that there are."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def of_the_shorter(shared: int, new: int, leader: int) -> float:
    return shared / min(new, leader)


def of_the_new_one(shared: int, new: int, leader: int) -> float:
    return shared / new


def of_both(shared: int, new: int, leader: int) -> float:
    return shared / (new + leader - shared)


def clusters(
    texts: list[str],
    *,
    join: Join = of_the_shorter,
    least_share: float = shingles.MIN_RATIO,
    least_shared: int = shingles.MIN_SHARED,
    without: frozenset[int] = shingles.NO_SHINGLES,
    one_in: int = shingles.INDEXED_ONE_IN,
) -> list[int]:
    """Return for each text the place of its leader: the earlier one that it shares most with, or itself."""
    leaders: dict[int, frozenset[int]] = {}
    places = []
    for place, text in enumerate(texts):
        own = shingles.shingles_of([text], without=without)
        kept = {number for number in own if number % one_in == 0}
        near = [(len(own & other), -leader) for leader, other in leaders.items() if kept & other]
        fits = [
            (shared, leader)
            for shared, leader in near
            if shared >= least_shared and join(shared, len(own), len(leaders[-leader])) >= least_share
        ]
        places.append(-max(fits)[1] if fits else place)
        if not fits:
            leaders[place] = own
    return places


def compared(planted: list[Planted], places: list[int]) -> Found:
    """Compare what was found with what was planted, pair by pair."""
    true = {pair for pair in combinations(range(len(planted)), 2) if len({planted[n].campaign for n in pair}) == 1}
    found = {pair for pair in combinations(range(len(planted)), 2) if len({places[n] for n in pair}) == 1}
    right = len(true & found)
    return Found(right / len(found) if found else 1.0, right / len(true))


def mean_f1(letters: range, **how: object) -> tuple[float, float, float]:
    """Return precision, recall and F1 in the mean of the seeds."""
    wording = shingles.shingles_of([QUESTION])
    without = wording if how.pop("subtract", True) else shingles.NO_SHINGLES
    found = []
    for seed in SEEDS:
        planted = corpus(seed, letters=letters)
        found.append(compared(planted, clusters([one.text for one in planted], without=without, **how)))  # type: ignore[arg-type]
    return tuple(sum(getattr(one, name) for one in found) / len(found) for name in ("precision", "recall", "f1"))  # type: ignore[return-value]


def rows() -> Iterator[str]:
    """Yield the lines of the table."""
    ways: dict[str, dict[str, object]] = {
        "as it is": {},
        "share of the new text": {"join": of_the_new_one},
        "share of both": {"join": of_both},
        "share 0.05": {"least_share": 0.05},
        "share 0.20": {"least_share": 0.20},
        "share 0.30": {"least_share": 0.30},
        "4 shared": {"least_shared": 4},
        "6 shared": {"least_shared": 6},
        "12 shared": {"least_shared": 12},
        "wording kept": {"subtract": False},
        "all indexed": {"one_in": 1},
        "1 in 2 indexed": {"one_in": 2},
        "1 in 8 indexed": {"one_in": 8},
    }
    yield f"{'':<24}" + "".join(f"{name + ': P  R  F1':>28}" for name in LETTERS)
    for name, how in ways.items():
        figures = [mean_f1(letters, **dict(how)) for letters in LETTERS.values()]
        yield f"{name:<24}" + "".join(f"{p:>14.3f} {r:>6.3f} {f:>6.3f}" for p, r, f in figures)


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(f"{row}\n")
