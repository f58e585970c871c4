"""Days in words, in Indian Standard Time: 24 March 2025, 24–25 March 2025."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as write
from django.utils.timezone import is_aware

INDIA = ZoneInfo("Asia/Kolkata")
DAY = "j F Y"


def in_india(value: date | datetime) -> date:
    """Return the calendar day that a moment falls on in India; a plain day stays as it is."""
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(INDIA) if is_aware(value) else value).date()


def day_text(value: date | datetime) -> str:
    """Return a day in words."""
    return write(in_india(value), DAY)


def day_range(first: date | datetime, last: date | datetime | None = None) -> str:
    """Return the days from one to another without saying anything twice."""
    start, end = in_india(first), in_india(last or first)
    if start == end:
        return day_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_text(end)}"
    opening = write(start, "j F") if start.year == end.year else day_text(start)
    return f"{opening} – {day_text(end)}"
