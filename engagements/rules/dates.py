"""Format dates and times in Indian Standard Time: 24 March 2025, 24–25 March 2025, 24 March 2025, 16:42 IST."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as write
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

INDIA = ZoneInfo("Asia/Kolkata")
DAY = "j F Y"
HOUR = "H:i"


def moment_in_india(value: datetime) -> datetime:
    """Return a datetime in Indian time; a naive one is taken as Indian time."""
    return value.astimezone(INDIA) if is_aware(value) else value.replace(tzinfo=INDIA)


def in_india(value: date | datetime) -> date:
    """Return the Indian calendar date of a datetime; a date is returned unchanged."""
    if not isinstance(value, datetime):
        return value
    return moment_in_india(value).date()


def midnight(day: date) -> datetime:
    """Return the start of a day in India."""
    return datetime.combine(day, time.min, INDIA)


def day_text(value: date | datetime) -> str:
    """Format a date."""
    return write(in_india(value), DAY)


def moment_text(value: datetime) -> str:
    """Format a date and time, 24-hour clock."""
    local = moment_in_india(value)
    return _("%(day)s, %(hour)s IST") % {"day": write(local, DAY), "hour": write(local, HOUR)}


def day_range(first: date | datetime, last: date | datetime | None = None) -> str:
    """Format a range of days without repeating month or year."""
    start, end = in_india(first), in_india(last or first)
    if start == end:
        return day_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_text(end)}"
    opening = write(start, "j F") if start.year == end.year else day_text(start)
    return f"{opening} – {day_text(end)}"
