"""Text from outside is refused with a sentence or kept as it was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.errors import ActionRefused
from engagements.rules.text_cleaning import check_text, normalised
from tests.refusals import refusal_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line",
        "Two\nlines\tand a tab",
        "As a browser sends them:\r\ntwo lines",
        "<script>alert(1)</script> & 'quotes'",
        "रक्षा उत्पादन में क्षेत्र \u200dऔर\u200c",
        "emoji 🛰️ and ₹2,400 crore",
    ],
)
def test_text_of_people_is_accepted(text):
    assert refusal_of(check_text, text) is None


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x08", "\x1b", "\x7f", "\x85", "\ud800", "\udfff", "\u202e", "\u2066", "\u2069"]
)
def test_text_with_an_invisible_control_is_refused(character):
    with pytest.raises(ActionRefused) as refused:
        check_text(f"before{character}after")

    assert "invisible control character" in refused.value.message


@pytest.mark.parametrize(("typed", "kept"), [("a\r\nb\rc\n", "a\nb\nc\n"), ("e\u0301", "é"), ("क\u093c", "क\u093c")])
def test_text_is_kept_with_one_line_end_and_composed(typed, kept):
    assert normalised(typed) == kept


@pytest.mark.parametrize("marks", ["\u0301" * 100, "\u0344" * 100, "\u0327\u0301" * 50])
def test_letter_keeps_thirty_marks_at_most(marks):
    once = normalised(f"7{marks}y")

    assert (len(once) - 2 <= 30, once[0], once[-1]) == (True, "7", "y")
    assert normalised(once) == once


def test_marks_that_a_letter_can_bear_stay():
    assert normalised("ক\u09cd\u09b0, x\u0323\u0331\u0301 and क\u093c\u094d\u200d") == (
        "ক\u09cd\u09b0, x\u0323\u0331\u0301 and क\u093c\u094d\u200d"
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_normalised_once_stays_as_it_is(text):
    once = normalised(text)

    assert (normalised(once), unicodedata.is_normalized("NFC", once), "\r" in once) == (once, True, False)
