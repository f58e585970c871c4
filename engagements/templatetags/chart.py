"""Renders the charts that reports compute."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("_components/_bars.html")
def bars(chart: Any) -> dict[str, Any]:
    """Render a bar chart as a list that is readable as text and in print.

    `chart` has title, summary and bars; each bar has width, label, value_text and href. Widths become percentages of
    the widest bar, so that the chart scales with the page.
    """
    widest = max((bar.width for bar in chart.bars), default=0) or 1
    return {"chart": chart, "rows": [{"bar": bar, "share": _share(bar.width, of=widest)} for bar in chart.bars]}


@register.inclusion_tag("_components/_columns.html")
def columns(chart: Any) -> dict[str, Any]:
    """Render a column chart over time, with the coordinates from the report."""
    return {"chart": chart}


@register.inclusion_tag("_components/_ageing.html")
def ageing(bands: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """Render waiting times: bands of (label, count), shortest wait first."""
    known = list(bands)
    total = sum(count for _label, count in known) or 1
    begins = [0, *accumulate(count for _label, count in known)]
    return {
        "bands": [
            {
                "label": label,
                "count": count,
                "rank": rank,
                "x": _share(begins[rank], of=total),
                "width": _share(count, of=total),
            }
            for rank, (label, count) in enumerate(known)
        ]
    }


def _share(part: float, *, of: float) -> str:
    return f"{100 * part / of:.2f}%"
