"""Draw the charts that reports compute: lengths become attributes, words stay words."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("_components/_bars.html")
def bars(chart: Any) -> dict[str, Any]:
    """Draw a bar chart as a list that reads as text and prints.

    `chart` has title, summary, width, label_width and bars; each bar has width, label, value_text and href.
    Each bar becomes a share of the widest, so that it stretches with the page.
    """
    widest = max((bar.width for bar in chart.bars), default=0) or 1
    rows = [{"bar": bar, "share": f"{100 * bar.width / widest:.2f}%"} for bar in chart.bars]
    return {"chart": chart, "rows": rows}
