"""The geometry of charts: rows of figures become shapes with their coordinates, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

# A bar chart's own units: a bar of the largest value is as wide as this.
BARS_WIDTH = 100.0
BAR_HEIGHT, BAR_STEP = 22, 30
# A column chart: height in pixels of the tallest column; across, percentages of whatever width there is.
PLOT_HEIGHT = 180
HEADROOM = 24
FOOT = 40
# More names than this under the columns would run into one another on a phone.
MOST_NAMES = 8
# The share of its place that a column fills.
FILL = 0.72


@dataclass(frozen=True)
class ChartValue:
    """One figure to be drawn: its name, its amount, the amount in words, and where its list is."""

    label: str
    amount: float
    value_text: str
    href: str = ""
    short: str = ""
    group: str = ""


@dataclass(frozen=True)
class ChartBar:
    """One bar that runs to the right."""

    label: str
    value_text: str
    href: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class BarChart:
    """A bar chart: the finding as its title, basis and unit as its summary."""

    title: str
    summary: str
    width: float
    height: float
    bars: tuple[ChartBar, ...]


@dataclass(frozen=True)
class ChartColumn:
    """One column that stands on the axis. `x`, `width` and `middle` are percentages, `y` and `height` pixels.

    `above` is written over it, `name` and `group` under it: each only where there is room and something new to say.
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
    """A line across the plot and the amount that it stands for."""

    y: float
    amount: int


@dataclass(frozen=True)
class ColumnChart:
    """A column chart over time, with the words that stand for it where it cannot be seen."""

    title: str
    summary: str
    description: str
    width: float
    height: float
    base: float
    columns: tuple[ChartColumn, ...]
    ticks: tuple[AxisTick, ...]


def bars(title: str, summary: str, data: Sequence[ChartValue]) -> BarChart:
    """Return a bar chart of the figures in the order given."""
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
    """Return a column chart of the figures in the order given, over an axis that begins at nothing."""
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
    """Return round whole amounts from 0 on, at most six, the last no less than the largest amount."""
    step = 1
    while step * 5 < largest:
        step = _next_round(step)
    last = max(1, -(-int(-(-largest // 1)) // step))
    return tuple(step * place for place in range(last + 1))


def _next_round(step: int) -> int:
    """Return the round step after this one: 1, 2, 5, 10, 20, 50 …"""
    return step * 5 // 2 if str(step)[0] == "2" else step * 2


def shade(amount: int, *, of: int) -> int:
    """Return how dark a cell is drawn: 0 for nothing, then 1 to 4 by quarters of the largest amount."""
    return -(-4 * amount // of) if of else 0
