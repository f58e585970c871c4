"""Write days and moments as the portal says them, in Indian Standard Time, readable by machines."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.dateformat import format as write
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from engagements.rules.dates import DAY, INDIA, day_range, in_india

register = template.Library()

HOUR = "H:i"


@register.filter
def day_text(value: date | datetime | None) -> str:
    """Write a day without markup: 24 March 2025."""
    return write(in_india(value), DAY) if value else ""


@register.filter
def moment_text(value: datetime | None) -> str:
    """Write a moment without markup, on the 24-hour clock: 24 March 2025, 16:42 IST."""
    if not value:
        return ""
    local = _indian_moment(value)
    return _("%(day)s, %(hour)s IST") % {"day": write(local, DAY), "hour": write(local, HOUR)}


@register.filter
def day(value: date | datetime | None) -> SafeString:
    """Write a day inside a time element."""
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', in_india(value).isoformat(), day_text(value))


@register.filter
def moment(value: datetime | None) -> SafeString:
    """Write a moment inside a time element that names its offset."""
    if not value:
        return SafeString("")
    stamp = _indian_moment(value).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', stamp, moment_text(value))


register.simple_tag(day_range)


@register.inclusion_tag("_components/_day.html")
def day_block(value: date | datetime) -> dict[str, Any]:
    """Draw a day as a leaf of a calendar."""
    return {"day": in_india(value)}


def _indian_moment(value: datetime) -> datetime:
    return value.astimezone(INDIA) if is_aware(value) else value.replace(tzinfo=INDIA)
