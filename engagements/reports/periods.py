"""Calendar periods of reports: months, or years where there would be too many months."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField
from django.db.models.functions import TruncMonth, TruncYear
from django.utils.formats import date_format

# More columns than this cannot be told apart on a phone.
MOST_MONTHS = 24


@dataclass(frozen=True)
class PeriodCount:
    """A month or a year: first and last day (inclusive), full name and short name."""

    first: date
    last: date
    label: str
    short: str


@dataclass(frozen=True)
class PeriodCalendar:
    """Contiguous periods that cover a date range, and the expression that gives a submission's period."""

    periods: tuple[PeriodCount, ...]
    column: TruncMonth | TruncYear
    is_monthly: bool


def calendar(first: date, last: date) -> PeriodCalendar:
    """Return the months from `first` to `last`, or the years where there would be more than MOST_MONTHS."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MOST_MONTHS:
        periods = tuple(_month(first.year, first.month + step) for step in range(months))
        return PeriodCalendar(periods, TruncMonth("received_at", output_field=DateField()), is_monthly=True)
    years = tuple(
        PeriodCount(date(year, 1, 1), date(year, 12, 31), str(year), str(year))
        for year in range(first.year, last.year + 1)
    )
    return PeriodCalendar(years, TruncYear("received_at", output_field=DateField()), is_monthly=False)


def _month(year: int, month: int) -> PeriodCount:
    """Return a month counted from January of a year: month 13 is January of the next."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    label, short = date_format(first, "YEAR_MONTH_FORMAT"), date_format(first, "M")
    return PeriodCount(first, following - timedelta(days=1), label, short)
