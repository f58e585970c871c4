"""Chart geometry: computes the coordinates of bars, columns and ticks from report figures."""

from collections.abc import Sequence
from dataclasses import dataclass

# Bar chart units: width of the bar with the largest value.
BARS_WIDTH = 100.0
BAR_HEIGHT, BAR_STEP = 22, 30
# Column chart: vertical lengths are pixels, horizontal ones percentages of the available width.
PLOT_HEIGHT = 180
HEADROOM = 24
FOOT = 40
# More labels than this would overlap on a phone.
MOST_NAMES = 8
# Share of its slot that a column fills.
FILL = 0.72


@dataclass(frozen=True)
class ChartValue:
    """One value of a chart: label, amount, the amount as text, and the link to its list."""

    label: str
    amount: float
    value_text: str
    href: str = ""
    short: str = ""
    group: str = ""


@dataclass(frozen=True)
class ChartBar:
    """One horizontal bar."""

    label: str
    value_text: str
    href: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class BarChart:
    """A bar chart; `title` states the finding, `summary` the basis and unit."""

    title: str
    summary: str
    width: float
    height: float
    bars: tuple[ChartBar, ...]


@dataclass(frozen=True)
class ChartColumn:
    """One column. `x`, `width` and `middle` are percentages, `y` and `height` pixels.

    `above` is the text over it, `name` and `group` are under it; empty where there is no room or it would repeat.
    """

    label: str
    value_text: str
    href: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    above: str
    name: str
    group: str


@dataclass(frozen=True)
class AxisTick:
    """A grid line and the amount it marks."""

    y: float
    amount: int


@dataclass(frozen=True)
class ColumnChart:
    """A column chart over time; `description` is its text alternative."""

    title: str
    summary: str
    description: str
    width: float
    height: float
    base: float
    columns: tuple[ChartColumn, ...]
    ticks: tuple[AxisTick, ...]


def bars(title: str, summary: str, data: Sequence[ChartValue]) -> BarChart:
    """Return a bar chart of the values in the order given."""
    largest = max((datum.amount for datum in data), default=0) or 1
    drawn = tuple(
        ChartBar(
            label=datum.label,
            value_text=datum.value_text,
            href=datum.href,
            x=0,
            y=place * BAR_STEP,
            width=round(BARS_WIDTH * datum.amount / largest, 2),
            height=BAR_HEIGHT,
        )
        for place, datum in enumerate(data)
    )
    return BarChart(title, summary, BARS_WIDTH, len(drawn) * BAR_STEP, drawn)


def columns(title: str, summary: str, data: Sequence[ChartValue]) -> ColumnChart:
    """Return a column chart of the values in the order given, with an axis that starts at zero."""
    steps = ticks_for(max((datum.amount for datum in data), default=0))
    pixels = PLOT_HEIGHT / steps[-1]
    base = HEADROOM + PLOT_HEIGHT
    return ColumnChart(
        title=title,
        summary=summary,
        description="; ".join(f"{datum.label}: {datum.value_text}" for datum in data),
        width=100.0,
        height=base + FOOT,
        base=base,
        columns=tuple(_column(data, place, pixels=pixels, base=base) for place in range(len(data))),
        ticks=tuple(AxisTick(round(base - step * pixels, 2), step) for step in steps),
    )


def _column(data: Sequence[ChartValue], place: int, *, pixels: float, base: float) -> ChartColumn:
    datum, slot = data[place], 100 / len(data)
    height = round(datum.amount * pixels, 2)
    every = -(-len(data) // MOST_NAMES)
    is_named = place % every == 0
    named_before = data[place - every].group if is_named and place >= every else ""
    return ChartColumn(
        label=datum.label,
        value_text=datum.value_text,
        href=datum.href,
        x=round(slot * (place + (1 - FILL) / 2), 3),
        y=round(base - height, 2),
        width=round(slot * FILL, 3),
        height=height,
        middle=round(slot * (place + 0.5), 3),
        above=datum.value_text if every == 1 and datum.amount else "",
        name=datum.short if is_named else "",
        group=datum.group if is_named and datum.group != named_before else "",
    )


def ticks_for(largest: float) -> tuple[int, ...]:
    """Return at most six round tick values from 0; the last is no less than `largest`."""
    step = 1
    while step * 5 < largest:
        step = _next_round(step)
    last = max(1, -(-int(-(-largest // 1)) // step))
    return tuple(step * place for place in range(last + 1))


def _next_round(step: int) -> int:
    """Return the next round step: 1, 2, 5, 10, 20, 50 …"""
    return step * 5 // 2 if str(step)[0] == "2" else step * 2


def shade(amount: int, *, of: int) -> int:
    """Return the shade of a cell: 0 for zero, then 1 to 4 by quarters of `of`, the largest amount."""
    return -(-4 * amount // of) if of else 0
