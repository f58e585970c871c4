"""Formats dates and times in Indian Standard Time, with machine-readable time elements."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from engagements.rules import dates

register = template.Library()


@register.filter
def day_text(value: date | datetime | None) -> str:
    """Format a date without markup: 24 March 2025."""
    return dates.day_text(value) if value else ""


@register.filter
def moment_text(value: datetime | None) -> str:
    """Format a date and time without markup, 24-hour clock: 24 March 2025, 16:42 IST."""
    return dates.moment_text(value) if value else ""


@register.filter
def day(value: date | datetime | None) -> SafeString:
    """Format a date inside a time element."""
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', dates.in_india(value).isoformat(), day_text(value))


@register.filter
def moment(value: datetime | None) -> SafeString:
    """Format a date and time inside a time element with its UTC offset."""
    if not value:
        return SafeString("")
    stamp = dates.moment_in_india(value).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', stamp, moment_text(value))


register.simple_tag(dates.day_range)


@register.inclusion_tag("_components/_day.html")
def day_block(value: date | datetime) -> dict[str, Any]:
    """Render a date as a calendar leaf."""
    return {"day": dates.in_india(value)}
