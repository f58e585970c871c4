"""What is on screen agrees: each number with the list that it opens, and the list with its file."""

import csv
import re
from html import unescape
from io import StringIO

import pytest

from tests.reports.spread import spread

COUNTS = re.compile(r'<a href="(/policy/(?:submissions|ventures)/[^"]*)">([0-9,]+)</a>')
SCOPES = ["", "?consultation=consultation-1", "?focus_area=area-a&kind=startup", "?from=2025-04-15&to=2025-06-30"]


@pytest.fixture(params=[4, 5])
def submissions(db, request):
    return spread(request.param)


def counts_on(page):
    """Return what each link that is a number opens, and the number."""
    return {(unescape(url), int(number.replace(",", ""))) for url, number in COUNTS.findall(page)}


def rows_of(client, url):
    text = client.get(url).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def lengths(client, url):
    """Return how long a list says it is, how many rows its pages have, and how many its file has."""
    response = client.get(url)
    context = response.context
    said = context["totals"].ventures if "/ventures/" in url else context["totals"].submissions
    assert context["problems"] == ()
    return said, len(context["page"].lines), len(rows_of(client, re.sub(r"/(\?|$)", r".csv\1", url)))


@pytest.mark.parametrize("page", ["/policy/", "/policy/challenges/"])
def test_numbers_agree_with_the_lists_they_open(submissions, analyst, page):
    links = set().union(*(counts_on(analyst.get(page + scope).content.decode()) for scope in SCOPES))

    assert len(links) > 100
    assert {url: lengths(analyst, url) for url, _number in links} == {url: (number,) * 3 for url, number in links}


def test_file_of_the_overview_agrees_with_the_page(submissions, analyst):
    for scope in SCOPES:
        report = analyst.get(f"/policy/{scope}").context["report"]
        rows = rows_of(analyst, f"/policy/overview.csv{scope}")
        on_file = [
            (row["Row"], row["Value"], row["Out of"])
            for row in rows
            if row["Table"] == "By challenge" and row["Figure"] == "Ventures"
        ]

        assert on_file == [(row.label, str(row.ventures), str(report.totals.ventures)) for row in report.challenges]


def test_file_of_the_matrix_agrees_with_the_page(submissions, analyst):
    for scope in SCOPES:
        report = analyst.get(f"/policy/challenges/{scope}").context["report"]
        rows = rows_of(analyst, f"/policy/challenges.csv{scope}")
        on_file = {(row["Focus area"], row["Challenge"]): (row["Ventures"], row["Submissions"]) for row in rows}

        assert {pair: on_file[pair] for cell in report.cells if (pair := (cell.focus_area, cell.challenge))} == {
            (cell.focus_area, cell.challenge): (str(cell.ventures), str(cell.submissions)) for cell in report.cells
        }
        assert on_file["All focus areas", "All challenges"] == (
            str(report.totals.ventures),
            str(report.totals.submissions),
        )
