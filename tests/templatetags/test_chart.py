"""Charts: the shapes that reports compute arrive on the page, words stay words."""

import re

from django.template import Context, Template

from engagements.reports import charts
from engagements.templatetags.chart import ageing, bars

DAYS = [charts.ChartValue("Trials", 50, "50 days", href="/list/"), charts.ChartValue("Payment", 200, "200 days")]


def drawn(tag: str, **context: object) -> str:
    return Template("{% load chart %}" + tag).render(Context(context))


def test_bars_are_shares_of_the_widest():
    chart = charts.bars("Payment costs most", "Median days lost.", DAYS)

    assert [row["share"] for row in bars(chart)["rows"]] == ["25.00%", "100.00%"]


def test_bars_of_nothing_are_no_rows():
    assert bars(charts.bars("Nothing", "", []))["rows"] == []


def test_bars_read_as_a_list_with_links():
    html = drawn("{% bars chart %}", chart=charts.bars("Payment costs most", "Median days lost.", DAYS))

    html = re.sub(r"\s*([<>])\s*", r"\1", html)
    assert re.findall(r'<span class="bars-(?:label|value)">(.*?)</span>', html) == [
        "Trials",
        '<a href="/list/">50 days</a>',
        "Payment",
        "200 days",
    ]


def test_columns_say_their_figures_in_words():
    html = drawn("{% columns chart %}", chart=charts.columns("Payment costs most", "Median days lost.", DAYS))

    assert 'aria-label="Payment costs most. Trials: 50 days; Payment: 200 days"' in html
    assert len(re.findall(r'<rect class="columns-column" x="[\d.]+%"', html)) == 2


def test_ageing_bands_stand_side_by_side():
    placed = [(band["rank"], band["x"], band["width"]) for band in ageing([("new", 3), ("old", 1)])["bands"]]

    assert placed == [(0, "0.00%", "75.00%"), (1, "75.00%", "25.00%")]


def test_ageing_of_nothing_has_no_width():
    assert [band["width"] for band in ageing([("new", 0)])["bands"]] == ["0.00%"]
