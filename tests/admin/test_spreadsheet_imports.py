"""Importing in the admin: upload, match, look, import, fetch the rest; and the lists of sessions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engagements.choices import ImportPurpose, Role
from engagements.inspection.spreadsheets import table_in
from engagements.models import Attendance, SpreadsheetImport, Submission
from engagements.rules.spreadsheets.columns import COLUMNS, match_columns
from tests import factories
from tests.making_spreadsheets import POINT_HEADINGS, csv_of, point_row, xlsx_of

pytestmark = pytest.mark.django_db

ADD = reverse("admin:engagements_spreadsheetimport_add")


@pytest.fixture
def to():
    return factories.consultation_in_session()


def url(name, sheet):
    return reverse(f"admin:engagements_spreadsheetimport_{name}", args=[sheet.pk])


def upload(client, to, body, *, name="room.xlsx", purpose="points", session=""):
    file = SimpleUploadedFile(name, body)
    data = {"purpose": purpose, "consultation": to.pk, "session": session, "sheet": file}
    return client.post(ADD, data)


def matching(sheet):
    """Return what the form of the columns sends when nothing is changed in it."""
    chosen = {column.name: str(sheet.columns.get(column.name, "")) for column in COLUMNS[ImportPurpose(sheet.purpose)]}
    return chosen | {f"all_{name}": text for name, text in sheet.fixed.items()}


def uploaded(client, to, rows, **what):
    response = upload(client, to, xlsx_of([POINT_HEADINGS, *rows]), **what)
    sheet = SpreadsheetImport.objects.latest("pk")
    assert response.url == url("change", sheet)
    assert client.post(url("change", sheet), matching(sheet)).url == url("rows", sheet)
    return sheet


def body_of(response):
    return b"".join(response.streaming_content)


def test_sheet_is_uploaded_matched_looked_at_and_imported(enter, client, to):
    enter(Role.OFFICER)
    sheet = uploaded(client, to, [point_row(1), point_row(2, severity=9)])

    counts = client.get(url("rows", sheet)).context["counts"]
    assert (counts.new, counts.there, counts.error, counts.mailed, counts.held) == (1, 0, 1, 1, 0)
    assert client.post(url("rows", sheet)).url == url("change", sheet)
    assert Submission.objects.get().venture.name == "SpreadsheetImport Venture 1"
    assert "Rows not imported" in client.get(url("change", sheet)).content.decode()


def test_rows_that_stay_out_are_fetched_mended_and_imported(enter, client, to):
    enter(Role.OFFICER)
    sheet = uploaded(client, to, [point_row(1), point_row(2, severity=9, email="+91 98765 43210")])
    client.post(url("rows", sheet))

    rest = body_of(client.get(url("rest", sheet)))
    table = table_in("rest.csv", rest, knows=lambda heading: heading == "Company")
    assert table.headings == [*POINT_HEADINGS, "Errors (row, column, reason)"]
    [[_number, cells]] = table.rows
    assert cells[-1].startswith("Row 3 · E-mail ID: Enter a full email address")
    assert cells[2] == "+91 98765 43210"

    mended = [*cells[:2], "founder@example.org", *cells[3:7], "4", *cells[8:]]
    upload(client, to, csv_of([table.headings, mended]), name="mended.csv")
    second = SpreadsheetImport.objects.latest("pk")
    client.post(url("change", second), matching(second))
    client.post(url("rows", second))
    assert Submission.objects.count() == 2


def test_file_that_is_no_sheet_is_refused_in_words(enter, client, to):
    enter(Role.OFFICER)

    response = upload(client, to, b"%PDF-1.7", name="room.pdf")

    assert response.context["form"].errors["sheet"] == ["Choose a spreadsheet: a file that ends in .xlsx or .csv."]
    assert SpreadsheetImport.objects.count() == 0


def test_file_that_is_too_large_is_refused_in_words(enter, client, to):
    enter(Role.OFFICER)

    response = upload(client, to, b"Company\n" + b"x" * 6_000_000, name="room.csv")

    assert "larger than 5 MB" in response.context["form"].errors["sheet"][0]


def test_list_of_attendance_wants_its_session(enter, client, to):
    enter(Role.OFFICER)
    other = factories.session(factories.consultation())
    body = csv_of([["Company"], ["Acme"]])

    errors = [
        upload(client, to, body, name="a.csv", purpose="attendance", session=session).context["form"].errors["session"]
        for session in ("", other.pk)
    ]

    assert errors == [
        ["Choose the session that this list is for."],
        ["This session belongs to another consultation."],
    ]


def test_needed_column_that_is_not_chosen_is_asked_for(enter, client, to):
    enter(Role.OFFICER)
    upload(client, to, xlsx_of([POINT_HEADINGS, point_row(1)]))
    sheet = SpreadsheetImport.objects.get()

    response = client.post(url("change", sheet), matching(sheet) | {"severity": ""})

    assert response.context["form"].errors == {"severity": ["Choose the column for this. Every row must have a value."]}


def test_cells_of_a_sheet_are_escaped_on_the_page(enter, client, to):
    enter(Role.OFFICER)
    sheet = uploaded(client, to, [point_row(1, summary="<script>alert(1)</script>")])

    page = client.get(url("rows", sheet)).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_rows_are_shown_by_kind_and_by_the_hundred(enter, client, to):
    enter(Role.OFFICER)
    rows = [point_row(number, severity=9 if number % 2 else 3) for number in range(1, 241)]
    sheet = uploaded(client, to, rows)

    def numbers(**query):
        return [outcome.number for outcome in client.get(url("rows", sheet), query).context["outcomes"]]

    assert numbers() == list(range(2, 102))
    assert numbers(page="3") == list(range(202, 242))
    assert numbers(show="error", page="2") == list(range(202, 242, 2))
    assert numbers(page="x") == numbers()


def test_discarded_sheet_is_gone(enter, client, to):
    enter(Role.OFFICER)
    sheet = uploaded(client, to, [point_row(1)])

    client.post(url("discard", sheet))

    assert (SpreadsheetImport.objects.get().rows, client.get(url("rest", sheet)).status_code) == ([], 404)
    assert client.get(url("rows", sheet)).url == url("change", sheet)


@pytest.mark.parametrize("purpose", ImportPurpose.values)
def test_template_is_known_by_its_headings_and_its_example_can_be_read(enter, client, to, purpose):
    enter(Role.OFFICER)
    body = body_of(client.get(reverse("admin:engagements_spreadsheetimport_template", args=[purpose])))

    table = table_in("template.csv", body, knows=lambda heading: heading == "Name of the venture")

    assert len(match_columns(ImportPurpose(purpose), table.headings)) == len(COLUMNS[ImportPurpose(purpose)])
    upload(client, to, body, name="t.csv", purpose=purpose, session=to.sessions.get().pk)
    [outcome] = client.get(url("rows", SpreadsheetImport.objects.get())).context["outcomes"]
    unknown = {"Focus areas"} if purpose == "points" else set()
    assert {problem.column for problem in outcome.problems} == unknown


def test_sheet_list_does_not_read_the_rows(enter, client, to, queries_of):
    enter(Role.OFFICER)
    factories.sheet(to)
    one = queries_of(reverse("admin:engagements_spreadsheetimport_changelist"))
    for _row in range(29):
        factories.sheet(to)

    assert queries_of(reverse("admin:engagements_spreadsheetimport_changelist")) == one <= 10


SESSIONS = reverse("admin:engagements_attendance_changelist")


def session_url(session):
    return reverse("admin:engagements_attendance_session", args=[session.pk])


def test_venture_is_added_to_a_session_and_ticked(enter, client, to):
    enter(Role.OFFICER)
    session = to.sessions.get()

    client.post(session_url(session), {"venture_name": "Acme", "is_present": "on"})
    row = Attendance.objects.get()
    assert (row.venture.name, row.is_invited, row.is_present) == ("Acme", False, True)
    ticks = {"ticks": "save", "listed": [row.venture_id], "invited": [row.venture_id], "present": [row.venture_id]}
    client.post(session_url(session), ticks)
    row.refresh_from_db()

    assert (row.is_invited, row.is_present) == (True, True)
    figures = client.get(session_url(session)).context["figures"]
    assert (figures.invited, figures.present, figures.submitted) == (1, 1, 0)


def test_venture_that_was_neither_is_not_added(enter, client, to):
    enter(Role.OFFICER)

    response = client.post(session_url(to.sessions.get()), {"venture_name": "Acme"})

    assert list(response.context["form"].errors) == ["is_present"]
    assert Attendance.objects.count() == 0


def test_who_only_reads_changes_nothing(enter, client, to):
    session = to.sessions.get()
    row = factories.attendance(factories.venture(), of=to, session=session)
    enter(Role.ANALYST)

    page = client.get(session_url(session))
    assert 'type="checkbox"' not in page.content.decode()
    assert client.post(session_url(session), {"ticks": "save", "listed": [row.venture_id]}).status_code == 403
    assert Attendance.objects.count() == 1


def test_conflict_of_interest_hides_a_venture_from_the_list(enter, client, to):
    from engagements.actions import conflicts_of_interest
    from engagements.rules.actors import Actor

    official, session = enter(Role.OFFICER), to.sessions.get()
    venture = factories.submission(to, venture="Zqacme").venture
    row = factories.attendance(venture, of=to, session=session)
    conflicts_of_interest.declare_conflict(
        venture, relation="family", note="", by=Actor.official(official), at=factories.AT
    )

    assert "Zqacme" not in client.get(session_url(session)).content.decode()
    client.post(session_url(session), {"ticks": "save", "listed": [row.venture_id]})
    assert Attendance.objects.filter(pk=row.pk).exists()


def test_pages_of_sessions_ask_the_same_number_of_queries_for_1_and_for_30_rows(enter, client, to, queries_of):
    enter(Role.LEAD)
    session = to.sessions.get()
    factories.attendance(factories.venture(), of=to, session=session)
    before = queries_of(SESSIONS), queries_of(session_url(session))
    for _row in range(29):
        factories.attendance(factories.venture(), of=to, session=session)
        factories.session(to)

    assert (queries_of(SESSIONS), queries_of(session_url(session))) == before
    assert max(before) <= 14


def test_sheet_of_points_is_not_imported_without_a_complete_notice(enter, client, to, in_production):
    enter(Role.OFFICER)
    sheet = uploaded(client, to, [point_row(1)])

    assert "Nothing can be recorded yet" in client.get(url("rows", sheet)).content.decode()
    answer = client.post(url("rows", sheet), follow=True).content.decode()

    assert ("Submissions are not taken now" in answer, Submission.objects.exists()) == (True, False)
    factories.notice(1)
    assert client.post(url("rows", sheet)).url == url("change", sheet)
    assert Submission.objects.count() == 1
