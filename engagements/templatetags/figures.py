"""Write numbers in templates as readers in India expect them: 12,34,567, lakh and crore, days and shares."""

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
