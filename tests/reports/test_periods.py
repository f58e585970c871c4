"""Periods: months without a gap, years where months would be too many."""

import itertools
from datetime import date

from engagements.reports.periods import MOST_MONTHS, calendar


def named(first, last):
    return [period.label for period in calendar(first, last).periods]


def test_calendar_has_every_month_over_the_turn_of_the_year():
    assert named(date(2025, 11, 30), date(2026, 2, 1)) == [
        "November 2025",
        "December 2025",
        "January 2026",
        "February 2026",
    ]


def test_calendar_months_touch():
    periods = calendar(date(2025, 1, 1), date(2026, 12, 31)).periods

    assert len(periods) == MOST_MONTHS
    assert [(periods[1].first, periods[1].last)] == [(date(2025, 2, 1), date(2025, 2, 28))]
    assert all((after.first - before.last).days == 1 for before, after in itertools.pairwise(periods))


def test_calendar_counts_by_years_beyond_two_dozen_months():
    cut = calendar(date(2025, 1, 1), date(2027, 1, 1))

    assert [(period.label, period.first, period.last) for period in cut.periods] == [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
    ]
    assert not cut.is_monthly
