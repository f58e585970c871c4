"""Sheets: uploaded, matched, imported in portions, mended and imported again, forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.actions import attendance, conflicts_of_interest, recorded_submissions, retention, spreadsheet_imports
from engagements.actions.spreadsheet_rows import RowKind, RowProblem
from engagements.choices import ImportPurpose, MessageKind, Relation, Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import (
    Attendance,
    AuditEvent,
    OutgoingMessage,
    RecordedSubmission,
    SpreadsheetImport,
    Submission,
)
from engagements.rules.attendance_parser import AttendanceEntry
from engagements.rules.submission_data import VentureData
from tests import factories
from tests.making_spreadsheets import POINT_HEADINGS, csv_of, point_row, xlsx_of

pytestmark = pytest.mark.django_db

ANOTHER_LIST = "If this is a different list, go back and set its number column to “Not in this spreadsheet”."
AT = factories.AT
TODAY = timezone.localdate(AT)


@pytest.fixture
def to():
    return factories.consultation_in_session()


@pytest.fixture
def by():
    return factories.actor(Role.OFFICER)


def uploaded(to, by, rows, *, purpose=ImportPurpose.POINTS, session=None, headings=POINT_HEADINGS, name="room.xlsx"):
    make = xlsx_of if name.endswith("xlsx") else csv_of
    body = make([headings, *rows])
    return spreadsheet_imports.upload(name, body, purpose=purpose, consultation=to, session=session, by=by, at=AT)


def outcomes(sheet, by):
    return [
        (one.number, str(one.kind), one.problems) for one in spreadsheet_imports.classify_rows(sheet, by=by, on=TODAY)
    ]


def acts_of(record):
    return [
        event.act
        for event in AuditEvent.objects.filter(target_type="spreadsheetimport", target_id=str(record.pk)).order_by("pk")
    ]


def test_upload_keeps_rows_and_imports_nothing(to, by):
    sheet = uploaded(to, by, [point_row(1)])

    assert (sheet.rows, sheet.headings) == ([(2, [str(cell) for cell in point_row(1)])], POINT_HEADINGS)
    assert sheet.columns == {
        "own_id": 0, "venture_name": 1, "email": 2, "challenge": 3, "focus_areas": 4, "summary": 5, "experience": 6,
        "severity": 7, "said_on": 8,
    }  # fmt: skip
    assert (Submission.objects.count(), acts_of(sheet)) == (0, ["import.uploaded"])
    assert "Acceptance" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_upload_is_for_those_who_work_on_submissions(to):
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        uploaded(to, factories.actor(Role.ANALYST), [point_row(1)])


def test_plan_says_what_becomes_of_every_row(to, by):
    rows = [
        point_row(1),
        point_row(2, challenge="Parking"),
        point_row(3, severity=9, email="nobody"),
        point_row(1, summary="The same number"),
    ]

    assert outcomes(uploaded(to, by, rows), by) == [
        (2, "new", ()),
        (
            3,
            "error",
            (RowProblem("Challenge", "“Parking” is not in the list. Enter one of these: Access to funding."),),
        ),
        (
            4,
            "error",
            (
                RowProblem("E-mail ID", "Enter a full email address, for example name@example.org"),
                RowProblem(
                    "Impact", "“9” is not in the list. Enter one of these: 1 (minor inconvenience) to 5 (it stops us)."
                ),
            ),
        ),
        (5, "error", (RowProblem("", "Row 2 is identical or has the same number. Remove one of the two."),)),
    ]


def test_import_takes_the_good_rows_by_the_road_of_every_submission(to, by):
    sheet = uploaded(to, by, [point_row(1), point_row(2, challenge="Parking"), point_row(3)])

    sheet, done, left = spreadsheet_imports.import_rows(sheet, by=by, at=AT)

    assert (done, left, sheet.imported, sheet.finished_at) == (2, 0, 2, AT)
    made = Submission.objects.order_by("pk")
    assert [one.venture.name for one in made] == ["SpreadsheetImport Venture 1", "SpreadsheetImport Venture 3"]
    assert {one.status_changes.get().transition for one in made} == {"record"}
    assert RecordedSubmission.objects.filter(recorded_by=by.user).count() == 2
    assert OutgoingMessage.objects.filter(kind=MessageKind.CONFIRM_RECORDED).count() == 2
    assert [row[0] for row in sheet.rows] == [3]
    assert acts_of(sheet) == ["import.uploaded", "import.finished"]


def test_mended_sheet_adds_what_is_missing_and_nothing_twice(to, by):
    rows = [point_row(number) for number in range(1, 6)]
    broken = [*rows[:2], point_row(3, challenge="Parking"), *rows[3:]]
    spreadsheet_imports.import_rows(uploaded(to, by, broken), by=by, at=AT)

    mended = uploaded(to, by, rows, name="mended.csv")

    assert [kind for _number, kind, _problems in outcomes(mended, by)] == ["there", "there", "new", "there", "there"]
    spreadsheet_imports.import_rows(mended, by=by, at=AT)
    assert (Submission.objects.count(), OutgoingMessage.objects.count()) == (5, 5)
    spreadsheet_imports.import_rows(uploaded(to, by, rows), by=by, at=AT)
    assert Submission.objects.count() == 5


def test_row_without_a_number_of_its_own_is_known_by_its_words(to, by):
    rows = [point_row("", venture_name="Acme")]
    spreadsheet_imports.import_rows(uploaded(to, by, rows), by=by, at=AT)

    [again] = spreadsheet_imports.classify_rows(uploaded(to, by, rows), by=by, on=TODAY)

    assert (again.kind, again.reference) == (RowKind.EXISTS, Submission.objects.get().reference)


def test_row_that_is_there_with_other_content_stays_out(to, by):
    spreadsheet_imports.import_rows(uploaded(to, by, [point_row(1)]), by=by, at=AT)
    reference = Submission.objects.get().reference

    changed = uploaded(to, by, [point_row(1, summary="Something else")])

    words = (
        f"This already exists as {reference} with different content. The first version has been kept. {ANOTHER_LIST}"
    )
    assert outcomes(changed, by) == [(2, "error", (RowProblem("", words),))]


def test_point_that_its_venture_corrected_is_still_there(to, by):
    spreadsheet_imports.import_rows(uploaded(to, by, [point_row(1)]), by=by, at=AT)
    made = Submission.objects.get()
    said = recorded_submissions.ConfirmedTexts("Our words", "What we say.", "", consent="counted")
    recorded_submissions.confirm_submission(made.links.get(), said, access_code="C0DE" * 6 + "12", at=AT)

    assert outcomes(uploaded(to, by, [point_row(1)]), by) == [(2, "there", ())]


def test_what_may_not_belong_there_is_held(to, by):
    spreadsheet_imports.import_rows(uploaded(to, by, [point_row(1, experience="Marked SECRET.")]), by=by, at=AT)

    assert Submission.objects.get().status == SubmissionStatus.QUARANTINED


def test_row_of_a_venture_of_ones_own_stays_out(to, by):
    from engagements.actions import conflicts_of_interest

    venture = factories.submission(venture="SpreadsheetImport Venture 1").venture
    conflicts_of_interest.declare_conflict(venture, relation="family", note="", by=by, at=AT)

    [outcome] = spreadsheet_imports.classify_rows(uploaded(to, by, [point_row(1)]), by=by, on=TODAY)

    assert (outcome.kind, outcome.problems[0].column) == (RowKind.ERROR, "Company")
    assert "conflict of interest" in outcome.problems[0].sentence


def test_reference_of_what_is_closed_to_the_importer_is_not_told(to, by):
    spreadsheet_imports.import_rows(uploaded(to, by, [point_row(1)]), by=by, at=AT)
    there, other = Submission.objects.get(), factories.actor(Role.OFFICER)
    rows = [point_row(1, venture_name="Another one")]
    told = "This already exists as {} with different content. The first version has been kept. " + ANOTHER_LIST
    assert outcomes(uploaded(to, other, rows), other) == [(2, "error", (RowProblem("", told.format(there.reference)),))]

    conflicts_of_interest.declare_conflict(there.venture, Relation.FAMILY, "", by=other, at=AT)

    kept = RowProblem(
        "", f"This already exists with different content. The first version has been kept. {ANOTHER_LIST}"
    )
    assert outcomes(uploaded(to, other, rows), other) == [(2, "error", (kept,))]


def test_portions_can_be_broken_off_and_taken_up_again(to, by, monkeypatch):
    monkeypatch.setattr(spreadsheet_imports, "BATCH_SIZE", 2)
    monkeypatch.setattr(spreadsheet_imports, "MAX_PER_REQUEST", 4)
    sheet = uploaded(to, by, [point_row(number) for number in range(1, 8)])

    found = []
    for _turn in range(2):
        sheet, done, left = spreadsheet_imports.import_rows(sheet, by=by, at=AT)
        found.append((done, left, sheet.imported, sheet.is_finished))

    assert found == [(4, 3, 4, False), (3, 0, 7, True)]
    assert Submission.objects.count() == 7


def test_finished_sheet_is_not_imported_again(to, by):
    sheet, _done, _left = spreadsheet_imports.import_rows(uploaded(to, by, [point_row(1)]), by=by, at=AT)

    with pytest.raises(ActionRefused, match="has been completed"):
        spreadsheet_imports.import_rows(sheet, by=by, at=AT)


def test_match_wants_every_needed_field_and_no_column_twice(to, by):
    sheet = uploaded(to, by, [point_row(1)])
    places = dict(sheet.columns)

    with pytest.raises(ActionRefused) as missing:
        spreadsheet_imports.match(
            sheet, {name: place for name, place in places.items() if name != "severity"}, {}, by=by
        )
    with pytest.raises(ActionRefused) as twice:
        spreadsheet_imports.match(sheet, places | {"proposal": places["summary"]}, {}, by=by)
    assert (missing.value.field, twice.value.field) == ("severity", "summary")

    del places["severity"]
    matched = spreadsheet_imports.match(sheet, places, {"severity": "5", "summary": "unused"}, by=by)
    assert (matched.columns, matched.fixed) == (places, {"severity": "5"})
    assert [one.entry.data.issue.severity for one in spreadsheet_imports.classify_rows(matched, by=by, on=TODAY)] == [5]


def test_discard_forgets_everything_personal_and_keeps_what_was_imported(to, by):
    sheet, _done, _left = spreadsheet_imports.import_rows(
        uploaded(to, by, [point_row(1), point_row(2, severity=7)]), by=by, at=AT
    )

    gone = spreadsheet_imports.discard_import(sheet, by=by, at=AT)
    spreadsheet_imports.discard_import(sheet, by=by, at=AT)

    assert (gone.rows, gone.headings, gone.fixed, gone.discarded_at, gone.imported) == ([], [], {}, AT, 1)
    assert (Submission.objects.count(), acts_of(sheet)) == (
        1,
        ["import.uploaded", "import.finished", "import.discarded"],
    )


def test_sheet_is_open_to_nobody_but_whoever_uploaded_it(to, by):
    sheet = uploaded(to, by, [point_row(1)])
    colleague = factories.actor(Role.LEAD)

    for act in (spreadsheet_imports.import_rows, spreadsheet_imports.discard_import):
        with pytest.raises(ActionRefused, match="do not have access to this spreadsheet"):
            act(sheet, by=colleague, at=AT)
    assert list(SpreadsheetImport.objects.visible_to(colleague)) == []
    assert list(SpreadsheetImport.objects.visible_to(by)) == [sheet]
    assert Submission.objects.count() == 0


def test_rows_are_kept_for_seven_days_at_the_most(to, by):
    sheet = uploaded(to, by, [point_row(1)])

    assert retention.delete_expired_records(at=AT + timedelta(days=7)).sheets == 0
    assert retention.find_expired_records(at=AT + timedelta(days=8)).sheets == 1
    assert retention.delete_expired_records(at=AT + timedelta(days=8)).sheets == 1
    assert SpreadsheetImport.objects.get(pk=sheet.pk).rows == []


@pytest.mark.parametrize("purpose", list(ImportPurpose))
def test_plan_asks_the_same_number_of_queries_for_3_and_for_600_rows(to, by, purpose):
    session = to.sessions.get()
    headings = POINT_HEADINGS if purpose is ImportPurpose.POINTS else [*POINT_HEADINGS[:2], "Present"]
    counts = []
    for size in (3, 400):
        rows = [point_row(number)[: len(headings)] for number in range(1, size + 1)]
        if purpose is ImportPurpose.ATTENDANCE:
            rows = [[*row[:2], "yes"] for row in rows]
        sheet = uploaded(to, by, rows, purpose=purpose, session=session, headings=headings, name="room.csv")
        with CaptureQueriesContext(connection) as queries:
            found = spreadsheet_imports.classify_rows(sheet, by=by, on=TODAY)
        assert {one.kind for one in found} == {RowKind.NEW}
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


def seats(session):
    return [(row.venture.name, row.is_invited, row.is_present) for row in Attendance.objects.of(session)]


def test_attendance_is_imported_and_a_second_list_adds_to_it(to, by):
    session = to.sessions.get()
    what = {"purpose": ImportPurpose.ATTENDANCE, "session": session}
    invited = uploaded(to, by, [["Acme", "yes", ""], ["Beta", "yes", ""], ["", "yes", ""]],
                       headings=["Company", "Invited", "Present"], **what)  # fmt: skip
    assert [str(one.kind) for one in spreadsheet_imports.classify_rows(invited, by=by, on=TODAY)] == [
        "new",
        "new",
        "error",
    ]
    spreadsheet_imports.import_rows(invited, by=by, at=AT)

    present = uploaded(to, by, [["ACME Pvt Ltd"], ["Gamma"]], headings=["Company"], **what)
    spreadsheet_imports.import_rows(present, by=by, at=AT)

    assert seats(session) == [("Acme", True, True), ("Beta", True, False), ("Gamma", False, True)]
    again = uploaded(to, by, [["Acme"], ["Acme"]], headings=["Company"], **what)
    assert [str(one.kind) for one in spreadsheet_imports.classify_rows(again, by=by, on=TODAY)] == ["there", "error"]
    assert OutgoingMessage.objects.count() == 0


def test_ticks_change_and_take_off_the_list(to, by):
    session = to.sessions.get()
    rows = [
        attendance.record_attendance(
            session, AttendanceEntry(VentureData(name, "other"), "", is_invited=True, is_present=False), by=by, at=AT
        )
        for name in ("A", "B", "C")
    ]
    ticked = {rows[0].venture_id: (True, True), rows[1].venture_id: (False, False), rows[2].venture_id: (True, False)}

    assert attendance.tick(session, ticked, by=by, at=AT) == 2
    assert seats(session) == [("A", True, True), ("C", True, False)]
    assert AuditEvent.objects.filter(act="attendance.recorded").count() == 5
    with pytest.raises(ActionRefused):
        attendance.tick(session, {}, by=factories.actor(Role.ANALYST), at=AT)
