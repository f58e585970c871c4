"""Columns are known by their headings, in both languages, and never taken twice."""

import pytest

from engagements.choices import ImportPurpose
from engagements.rules.attendance_parser import FIELDS as SEAT_FIELDS
from engagements.rules.recorded_submission_parser import FIELDS
from engagements.rules.spreadsheets.columns import COLUMNS, match_columns

POINTS, ATTENDANCE = ImportPurpose.POINTS, ImportPurpose.ATTENDANCE


def test_columns_are_the_fields_that_the_rules_read():
    assert {purpose: tuple(column.name for column in columns) for purpose, columns in COLUMNS.items()} == {
        POINTS: FIELDS,
        ATTENDANCE: SEAT_FIELDS,
    }


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (
            ["S. No.", "COMPANY NAME", "e-mail id", "Challenge", "Technology Area", "Gist", "Details", "Priority"],
            {"own_id": 0, "venture_name": 1, "email": 2, "challenge": 3, "focus_areas": 4, "summary": 5,
             "experience": 6, "severity": 7},
        ),
        (
            ["क्रमांक", "कंपनी का नाम", "ईमेल", "चुनौती", "सारांश", "विवरण", "सुझाव", "दिनांक"],
            {"own_id": 0, "venture_name": 1, "email": 2, "challenge": 3, "summary": 4, "experience": 5, "proposal": 6,
             "said_on": 7},
        ),
        (["Contact person (if any)", "Company (as registered)"], {"contact_name": 0, "venture_name": 1}),
        (["Weather", "", "Lunch"], {}),
    ],
)  # fmt: skip
def test_headings_are_recognised(headings, places):
    assert match_columns(POINTS, headings) == places


def test_labels_of_the_template_are_recognised_in_full():
    for purpose, columns in COLUMNS.items():
        assert match_columns(purpose, [str(column.label) for column in columns]) == {
            column.name: place for place, column in enumerate(columns)
        }


def test_one_column_is_never_taken_for_two_fields():
    places = match_columns(ATTENDANCE, ["Name", "Name of the venture", "Attendance", "Present"])

    assert len(set(places.values())) == len(places)
    assert places["venture_name"] == 1
