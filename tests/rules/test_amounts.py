"""Amounts are read as people in India write them, and a sentence says what to write otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.errors import ActionRefused
from engagements.rules.amounts import count_from, rupees_from
from engagements.rules.numerals import group


@pytest.mark.parametrize(
    ("text", "rupees"),
    [
        ("0", 0),
        ("1250000", 12_50_000),
        ("12,50,000", 12_50_000),
        ("1,250,000", 12_50_000),
        ("₹ 12,50,000/-", 12_50_000),
        ("Rs. 45,000", 45_000),
        ("INR 45000", 45_000),
        ("45,000 rupees", 45_000),
        ("12.5 lakh", 12_50_000),
        ("₹12.5lakhs", 12_50_000),
        ("12.5 Lacs", 12_50_000),
        ("₹2 crore", 2_00_00_000),
        ("2 cr", 2_00_00_000),
        ("2 crore 50 lakh", 2_50_00_000),
        ("1 lakh 25 thousand 500", 1_25_500),
        ("50k", 50_000),
        ("1,200 crore", 1_200_00_00_000),
        ("१२.५ लाख", 12_50_000),
        ("₹२ करोड़", 2_00_00_000),
        ("12.00001 lakh", 12_00_001),
    ],
)
def test_rupees_are_read_as_written(text, rupees):
    assert rupees_from(text) == rupees


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-5",
            "−5",
            "12,5",
            "12,5 lakh",
            "1.2.3",
            "lakh",
            "50 2 lakh",
            "2 lakh 3 lakh",
            "five",
            "12 dollars",
        ),
        *("1e9", "NaN", "Infinity", "0x10", "₹", "12..5", "1_000", "9" * 61, "9" * 10_000, "<script>", "१२,५ लाख"),
        *("5 lakh extra", "\x00", "\ud800", "5\u202e lakh"),
    ],
)
def test_rupees_that_cannot_be_read_are_explained(text):
    with pytest.raises(ActionRefused) as refused:
        rupees_from(text)

    assert refused.value.message == "Enter the amount in rupees, for example 12,50,000 or 12.5 lakh or 2 crore."


@pytest.mark.parametrize("text", ["0.5", "12.345678 lakh"])
def test_rupees_with_paise_are_explained(text):
    with pytest.raises(ActionRefused) as refused:
        rupees_from(text)

    assert refused.value.message == "Enter whole rupees without paise, for example 12,50,000."


@given(st.integers(0, 10**15))
def test_rupees_grouped_are_read_back(rupees):
    assert rupees_from(f"₹{group(rupees)}") == rupees


@given(st.text())
def test_rupees_of_any_text_are_a_number_or_a_sentence(text):
    try:
        assert rupees_from(text) >= 0
    except ActionRefused as refused:
        assert refused.message


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("120", 120), (" 1,200 ", 1_200), ("१२०", 120), ("007", 7)])
def test_count_is_read_as_written(text, count):
    assert count_from(text) == count


@pytest.mark.parametrize("text", ["", "-1", "1.5", "many", "²", "9" * 13, "9" * 10_000, "1e3", "٣"])
def test_count_that_is_no_whole_number_is_explained(text):
    with pytest.raises(ActionRefused) as refused:
        count_from(text)

    assert refused.value.message == "Enter a whole number in digits, for example 120. (Name the field.)"
