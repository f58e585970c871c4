"""Formats numbers for readers in India: 12,34,567, lakh and crore, days and percentages."""

from django import template

from engagements.rules.numerals import (
    days,
    exact_rupees,
    format_lakh_crore,
    format_number,
    group,
    percent,
    percent_of,
    rupees,
)

__all__ = ["days", "exact_rupees", "format_lakh_crore", "format_number", "group", "percent", "percent_of", "rupees"]

register = template.Library()

for write in (days, exact_rupees, format_number, percent, percent_of, rupees):
    register.filter(write.__name__, write)
