"""Geometry of charts: lengths stand in proportion, axes begin at nothing, names keep their distance."""

import itertools
import sys
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.reports import charts
from engagements.reports.charts import AxisTick, BarChart, ChartBar, ChartColumn, ChartValue, ColumnChart

AMOUNTS = st.lists(st.integers(0, 10_000), max_size=40)


def test_bars_are_as_wide_as_their_amounts():
    drawn = charts.bars("Title", "Summary", [ChartValue("A", 20, "20", "/a"), ChartValue("B", 5, "5")])

    assert drawn == BarChart(
        "Title",
        "Summary",
        100.0,
        60,
        (
            ChartBar("A", "20", "/a", x=0, y=0, width=100.0, height=22),
            ChartBar("B", "5", "", x=0, y=30, width=25.0, height=22),
        ),
    )


def test_bars_of_nothing_are_no_bars():
    assert charts.bars("Title", "", []).bars == ()
    assert [bar.width for bar in charts.bars("Title", "", [ChartValue("A", 0, "0")]).bars] == [0.0]


def test_columns_stand_on_the_base():
    drawn = charts.columns(
        "Title",
        "Summary",
        [
            ChartValue("March 2025", 1, "1", "/m", short="Mar", group="2025"),
            ChartValue("April 2025", 2, "2", short="Apr", group="2025"),
        ],
    )

    assert drawn == ColumnChart(
        title="Title",
        summary="Summary",
        description="March 2025: 1; April 2025: 2",
        width=100.0,
        height=244,
        base=204,
        columns=(
            ChartColumn("March 2025", "1", "/m", 7.0, 114.0, 36.0, 90.0, 25.0, above="1", name="Mar", group="2025"),
            ChartColumn("April 2025", "2", "", 57.0, 24.0, 36.0, 180.0, 75.0, above="2", name="Apr", group=""),
        ),
        ticks=(AxisTick(204.0, 0), AxisTick(114.0, 1), AxisTick(24.0, 2)),
    )


@given(AMOUNTS)
def test_columns_stay_inside_the_plot(amounts):
    drawn = charts.columns(
        "", "", [ChartValue(str(n), amount, str(amount), short="x") for n, amount in enumerate(amounts)]
    )

    assert all(column.y >= charts.HEADROOM - 0.01 for column in drawn.columns)
    assert all(abs(column.y + column.height - drawn.base) < 0.02 for column in drawn.columns)
    assert all(column.x >= 0 and column.x + column.width <= 100 for column in drawn.columns)
    assert sum(bool(column.name) for column in drawn.columns) <= charts.MOST_NAMES


@given(st.integers(0, 10**9))
def test_ticks_are_few_and_reach_the_largest(largest):
    steps = charts.ticks_for(largest)

    assert steps[0] == 0
    assert steps[-1] >= largest
    assert 2 <= len(steps) <= 6
    assert len({later - earlier for earlier, later in itertools.pairwise(steps)}) == 1


@pytest.mark.parametrize(
    ("largest", "steps"),
    [(0, (0, 1)), (1, (0, 1)), (6, (0, 2, 4, 6)), (14, (0, 5, 10, 15)), (101, (0, 50, 100, 150))],
)
def test_ticks_are_round(largest, steps):
    assert charts.ticks_for(largest) == steps


def test_shade_goes_by_quarters():
    assert [charts.shade(amount, of=8) for amount in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert charts.shade(0, of=0) == 0


def test_charts_need_no_django():
    source = "import sys; import engagements.reports.charts; print('django' in sys.modules)"
    done = run([sys.executable, "-c", source], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
