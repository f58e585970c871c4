"""Medians: from counts, exact, and nothing of nothing."""

from collections import Counter
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.reports.medians import median


@pytest.mark.parametrize(
    ("counts", "middle"),
    [({}, None), ({7: 1}, 7), ({7: 4}, 7), ({1: 1, 2: 1}, 1.5), ({1: 1, 3: 1}, 2), ({1: 2, 9: 1}, 1), ({5: 0}, None)],
)
def test_median_is_the_middle(counts, middle):
    assert median(counts) == middle


@given(st.lists(st.integers(0, 7_300), min_size=1))
def test_median_of_counts_is_the_median_of_the_values(values):
    assert median(Counter(values)) == plain_median(values)


def test_median_that_is_whole_has_no_decimal():
    assert str(median({1: 1, 3: 1})) == "2"
