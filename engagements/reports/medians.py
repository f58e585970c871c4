"""Medians from counts of values: exact, and no larger in memory than there are different values."""

from collections.abc import Mapping


def median(counts: Mapping[int, int]) -> float | None:
    """Return the middle of the values, each as often as counted; the mean of both middles; None where there is none.

    A whole number comes back whole, so that it is written without a decimal.
    """
    total = sum(counts.values())
    if not total:
        return None
    middle = (_value_at(counts, (total - 1) // 2) + _value_at(counts, total // 2)) / 2
    return int(middle) if middle.is_integer() else middle


def _value_at(counts: Mapping[int, int], place: int) -> int:
    """Return the value at a place, from 0, of all values in order."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if place < passed:
            return value
    raise IndexError(place)
