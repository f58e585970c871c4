"""References are read back however they are typed, and a slip is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.errors import ActionRefused
from engagements.rules import references

REFERENCE = references.format_reference("DDP", "2024-25", 123)

references_written = st.builds(
    references.format_reference,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=6),
    st.integers(2000, 2098).map(lambda year: f"{year}-{(year + 1) % 100:02d}"),
    st.integers(1, 999_999_999),
)


def test_reference_is_written_with_prefix_year_serial_and_check_character():
    assert REFERENCE == "DDP/2024-25/000123-K"


@pytest.mark.parametrize(
    "typed",
    [
        "DDP/2024-25/000123-K",
        "ddp/2024-25/000123-k",
        "DDP-2024-25-000123-K",
        "ddp202425000123k",
        " DDP / 2024–25 / 000123 — K ",
        "DDP.2024.25.000123.K",
        "DDP/2O24-25/OOOl23-K",
    ],
)
def test_reference_is_read_back_however_it_is_typed(typed):
    assert references.parse_reference(typed) == REFERENCE


@given(references_written)
def test_reference_written_is_read_back_in_any_case_without_separators(reference):
    bare = reference.replace("/", "").replace("-", "")

    assert [references.parse_reference(typed) for typed in (reference, bare, bare.lower())] == [reference] * 3


@given(references_written, st.data())
def test_reference_with_one_wrong_character_is_refused(reference, data):
    places = [place for place, character in enumerate(reference) if character not in "/-"]
    place = data.draw(st.sampled_from(places))
    # Letters that are read as digits are no slip; everything else is.
    others = [other for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if other != reference[place]]
    wrong = reference[:place] + data.draw(st.sampled_from(others)) + reference[place + 1 :]

    with pytest.raises(ActionRefused):
        references.parse_reference(wrong)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "-",
            "DDP",
            "DDP/2024-25/000123",
            "DDP/2024-25/123-Y",
            "DDP/2024-25/000123-Q",
            "\x00",
            "<script>",
            "\ud800",
        ),
        *("DDP/२०२४-२५/000123-K", "D" * 10_000, "DDP/2024-25/000123-K" + "0" * 10_000, "../../etc"),
    ],
)
def test_reference_of_another_shape_is_refused(typed):
    with pytest.raises(ActionRefused) as refused:
        references.parse_reference(typed)

    assert refused.value.field == "reference"
