"""Exact medians from value counts; memory grows with distinct values only."""

from collections.abc import Mapping


def median(counts: Mapping[int, int]) -> float | None:
    """Return the median of values given as value → count; None if there are none.

    For an even number of values it is the mean of the middle two; a whole result is an int, so that it prints without
    decimals.
    """
    total = sum(counts.values())
    if not total:
        return None
    middle = (_value_at(counts, (total - 1) // 2) + _value_at(counts, total // 2)) / 2
    return int(middle) if middle.is_integer() else middle


def _value_at(counts: Mapping[int, int], place: int) -> int:
    """Return the value at a zero-based index of all values in order."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if place < passed:
            return value
    raise IndexError(place)
