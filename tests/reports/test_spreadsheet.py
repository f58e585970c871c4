"""CSV: no cell acts as a formula, numbers stay numbers, texts come back as they were."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.reports.spreadsheet import BYTE_ORDER_MARK, FORMULA_STARTS, lines, safe


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=cmd|' /C calc'!A0"],
)
def test_cell_that_begins_like_a_formula_is_marked(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["", "plain", "a=b", " =1", "'=1", "₹5", -5, 0, 1.5, None])
def test_cell_that_is_harmless_stays_as_it_is(cell):
    assert safe(cell) == cell


def test_lines_quote_texts_and_leave_numbers():
    assert list(lines(["Name", "Number"], [['a, "b"', -5], ["=x", 1.5], ["", None]])) == [
        '\ufeff"Name","Number"\r\n',
        '"a, ""b""",-5\r\n',
        '"\'=x",1.5\r\n',
        '"",""\r\n',
    ]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_lines_read_back_as_they_were_written(rows):
    written = "".join(lines(["a", "b"], rows)).removeprefix(BYTE_ORDER_MARK)

    read = list(csv.reader(StringIO(written, newline="")))[1:]

    assert read == [[safe(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(FORMULA_STARTS) for row in read for cell in row)


def test_lines_come_one_by_one():
    taken = []

    def rows():
        for number in range(3):
            taken.append(number)
            yield [number]

    written = lines(["n"], rows())
    next(written)
    next(written)

    assert taken == [0]
