"""Attendance as an official writes it down."""

from datetime import date

import pytest

from engagements.choices import VentureKind
from engagements.rules.attendance_parser import AttendanceEntry, read_seat
from engagements.rules.submission_data import VentureData
from engagements.rules.vocabulary import terms_of
from tests import factories

pytestmark = pytest.mark.django_db


def read(**written):
    return read_seat({"venture_name": "Acme"} | written, terms_of(factories.consultation(), today=date(2025, 4, 2)))


def test_seat_is_read_from_words():
    assert read(is_invited="X", is_present="हाँ", state="Karnataka", email="a@example.org").seat == AttendanceEntry(
        VentureData(name="Acme", kind=VentureKind.UNSURE, state="KA"), "a@example.org", is_invited=True, is_present=True
    )
    assert read(is_present="1", is_invited="-").seat == AttendanceEntry(
        VentureData(name="Acme", kind=VentureKind.UNSURE), "", is_invited=False, is_present=True
    )


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ({}, {"is_present": "Mark it as invited or present. Leave out ventures that were neither."}),
        ({"is_present": "perhaps"}, {"is_present": "Write “yes” or “no”, or leave the cell empty for “no”."}),
        ({"is_present": "yes", "venture_name": " "}, {"venture_name": "Enter the name of the venture."}),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(written, problems):
    assert read(**written).problems == problems
