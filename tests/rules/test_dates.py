"""Days are said in Indian time, and a range says nothing twice."""

from datetime import UTC, date, datetime

import pytest

from engagements.rules.dates import day_range, day_text


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2025, 3, 24), "24 March 2025"), (datetime(2025, 3, 23, 18, 30, tzinfo=UTC), "24 March 2025")],
)
def test_day_is_the_one_in_india(day, text):
    assert day_text(day) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 3, 24), None, "24 March 2025"),
        (date(2025, 3, 24), date(2025, 3, 24), "24 March 2025"),
        (date(2025, 3, 24), date(2025, 3, 25), "24–25 March 2025"),
        (date(2025, 3, 31), date(2025, 4, 1), "31 March – 1 April 2025"),
        (date(2024, 12, 31), date(2025, 1, 1), "31 December 2024 – 1 January 2025"),
    ],
)
def test_range_says_nothing_twice(first, last, text):
    assert day_range(first, last) == text
