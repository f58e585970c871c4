"""Passages around words that were looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.rules.excerpts import LENGTH, ExcerptPiece, excerpt
from engagements.rules.tokenizer import words_of


def hits(text: str, typed: str) -> list[str]:
    return [piece.text for piece in excerpt(text, words_of(typed)) if piece.is_hit]


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("The tranche came late.", "tranche", ["tranche"]),
        ("Tranches, and no TRANCHE.", "tranche", ["Tranches", "TRANCHE"]),
        ("The tranche came late.", "late tranche", ["tranche", "late"]),
        ("सेना की भर्ती में देरी हुई।", "भर्ती देरी", ["भर्ती", "देरी"]),
        ("In Café Nová they wait.", "café", ["Café"]),
        ("An entranched rule.", "tranche", []),
        ("Nothing.", "tranche", []),
        ("", "tranche", []),
    ],
)
def test_excerpt_marks_whole_words_that_begin_as_typed(text, typed, marked):
    assert hits(text, typed) == marked


def test_excerpt_of_a_short_text_is_all_of_it():
    assert excerpt("It came late.", ["late"]) == (
        ExcerptPiece("It came "),
        ExcerptPiece("late", is_hit=True),
        ExcerptPiece("."),
    )


def test_excerpt_of_a_long_text_is_the_passage_around_the_first_word():
    text = f"{'before ' * 40}tranche {'after ' * 60}"

    pieces = excerpt(text, ["tranche"])

    assert pieces[0] == ExcerptPiece("… ")
    assert ExcerptPiece("tranche", is_hit=True) in pieces
    assert pieces[-1] == ExcerptPiece(" …")
    assert len("".join(piece.text for piece in pieces)) <= LENGTH + len("…  …")


@given(text=st.text(alphabet="ab क्षि ,.\n", max_size=600), typed=st.text(alphabet="abकि ", max_size=6))
def test_excerpt_is_a_run_of_its_text(text, typed):
    pieces = excerpt(text, words_of(typed) or ["a"])

    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert not pieces or any(piece.is_hit for piece in pieces)
