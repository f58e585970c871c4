"""Figures in templates: the filters are the rules' own writers."""

import pytest
from django.template import Context, Template


def written(expression: str, **context: object) -> str:
    return Template("{% load figures %}{{ " + expression + " }}").render(Context(context))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("1234567|format_number", "12,34,567"),
        ("999|format_number", "999"),
        ("nothing|format_number", "–"),
        ("24000000000|rupees", "₹2,400 crore"),
        ("1250000|rupees", "₹12.5 lakh"),
        ("9999600|rupees", "₹1 crore"),
        ("45000|rupees", "₹45,000"),
        ("nothing|rupees", "–"),
        ("1234567|exact_rupees", "₹12,34,567"),
        ("1|days", "1 day"),
        ("148|days", "148 days"),
        ("0.42|percent", "42%"),
        ("0.001|percent", "under 1%"),
        ("0.999|percent", "over 99%"),
        ("3|percent_of:8", "38%"),
        ("3|percent_of:0", "–"),
    ],
)
def test_figure_is_written_as_said(expression, text):
    assert written(expression, nothing=None) == text
