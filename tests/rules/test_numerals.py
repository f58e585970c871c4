"""Numbers as India writes them: grouped by thousand, lakh and crore, and never more exact than they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.rules.numerals import days, format_number, group, percent, percent_of, rupees


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1_000, "1,000"), (100_000, "1,00,000"), (12_345_678, "1,23,45,678"), (-1_000, "−1,000")],
)
def test_group_sets_commas_by_thousand_lakh_and_crore(number, text):
    assert group(number) == text


@given(st.integers(0, 10**15))
def test_group_changes_no_digit_and_keeps_its_shape(number):
    text = group(number)

    assert int(text.replace(",", "")) == number
    assert re.fullmatch(r"\d{1,3}|\d{1,2}(,\d\d)*,\d{3}", text)


@pytest.mark.parametrize("write", [format_number, rupees, days, percent])
@pytest.mark.parametrize("nothing", [None, "", "many", float("nan"), float("inf")])
def test_what_is_no_number_is_a_dash(write, nothing):
    assert write(nothing) == "–"


@pytest.mark.parametrize(
    ("amount", "text"),
    [(99_999, "₹99,999"), (100_000, "₹1 lakh"), (9_999_499, "₹99.99 lakh"), (9_999_500, "₹1 crore"), (0, "₹0")],
)
def test_rupees_take_the_unit_a_reader_would_say(amount, text):
    assert rupees(amount) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(0, 8, "0%"), (1, 999, "under 1%"), (998, 999, "over 99%"), (8, 8, "100%"), (1, 0, "–")]
)
def test_percent_of_never_rounds_a_part_to_nothing_or_to_all(part, whole, text):
    assert percent_of(part, whole) == text
