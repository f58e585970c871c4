"""Draw the charts that reports compute: lengths become attributes, words stay words."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("_components/_bars.html")
def bars(chart: Any) -> dict[str, Any]:
    """Draw a bar chart as a list that reads as text and prints.

    `chart` has title, summary and bars; each bar has width, label, value_text and href.
    Each bar becomes a share of the widest, so that it stretches with the page.
    """
    widest = max((bar.width for bar in chart.bars), default=0) or 1
    return {"chart": chart, "rows": [{"bar": bar, "share": _share(bar.width, of=widest)} for bar in chart.bars]}


@register.inclusion_tag("_components/_columns.html")
def columns(chart: Any) -> dict[str, Any]:
    """Draw a column chart over time, in the coordinates that the report computed."""
    return {"chart": chart}


@register.inclusion_tag("_components/_ageing.html")
def ageing(bands: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """Draw how many things have lain how long: bands of (label, count), the youngest first."""
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
