"""CSV files: what they hold, what they are called, what the trail keeps of them."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

import pytest

from engagements.choices import Role
from engagements.models import AuditEvent, Official
from tests import factories as make


def rows_of(response):
    return list(csv.reader(StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


@pytest.fixture
def point(db):
    to = make.consultation(slug="march", title="March", challenges=[make.challenge(slug="funding", name="Funding")])
    stage = make.contract_stage(name="Payment")
    made = make.submission(to, venture="Alpha", stage_id=stage.pk, days_lost=150, rupees_blocked=10**13, severity=5)
    return make.replied(made, at=datetime(2025, 4, 20, 20, 0, tzinfo=UTC))


def test_file_holds_the_columns_that_the_page_explains(analyst, point):
    columns = analyst.get("/policy/submissions/").context["columns"]
    heading, row = rows_of(analyst.get("/policy/submissions.csv"))

    assert heading == [str(column.heading) for column in columns]
    assert dict(zip(heading, row, strict=True)) == {
        "Reference number": point.reference,
        "Summary": point.summary,
        "Language": "English",
        "Venture": "Alpha",
        "Kind of venture": "DPIIT-recognised start-up",
        "State or union territory": "Karnataka",
        "Consultation": "March",
        "Challenge": "Funding",
        "Severity": "5",
        "Status": "Answered",
        "Received": "2025-04-02 16:42:00",
        "First reply": "2025-04-21",
        "Contract stage": "Payment",
        "Days lost": "150",
        "Rupees blocked": "10000000000000",
        "Publication consent": "Quoted without our name",
        "Illustrative": "no",
    }


def test_file_begins_with_the_mark_of_utf_8_and_is_sent_in_pieces(analyst, point):
    response = analyst.get("/policy/submissions.csv")

    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A1"])
def test_file_runs_no_text_as_a_formula(analyst, start):
    challenge = make.challenge(name=f"{start} c")
    to = make.consultation(title=f"{start} t", challenges=[challenge], focus_areas=[make.focus_area(name=f"{start} f")])
    make.submission(to, venture=f"{start} v", summary=f"{start}|' /C calc'!A0")

    for table in ("overview", "challenges", "submissions", "ventures"):
        cells = [cell for row in rows_of(analyst.get(f"/policy/{table}.csv")) for cell in row]

        assert [cell for cell in cells if cell.startswith(start)] == []
        assert any(cell.startswith(f"'{start}") for cell in cells)


def test_file_keeps_numbers_as_numbers(analyst, point):
    text = analyst.get("/policy/submissions.csv").getvalue().decode()

    assert ',5,"Answered"' in text
    assert ",150,10000000000000," in text


def test_file_keeps_hindi_quotes_and_line_breaks(analyst):
    summary = 'भुगतान "देर" से, बहुत देर से'
    make.submission(summary=summary)

    assert rows_of(analyst.get("/policy/submissions.csv"))[1][1] == summary


@pytest.mark.parametrize("table", ["overview", "challenges", "submissions", "ventures"])
def test_file_name_carries_scope_and_day(analyst, point, table):
    response = analyst.get(f"/policy/{table}.csv?consultation=march&from=2025-04-01&stage=_none&severity=5")

    name = rf"{table}_march_from-2025-04-01_severity-5_stage-none_20\d\d-\d\d-\d\d\.csv"
    assert re.fullmatch(f'attachment; filename="{name}"', response["Content-Disposition"])


def test_file_name_stays_short(analyst, point):
    make.consultation(slug="a" * 80)
    make.challenge(slug="b" * 60)
    make.focus_area(slug="c" * 60)

    response = analyst.get(
        "/policy/submissions.csv", {"consultation": "a" * 80, "challenge": "b" * 60, "focus_area": "c" * 60}
    )

    assert len(response["Content-Disposition"]) < 255


@pytest.mark.parametrize(("table", "rows"), [("overview", 38), ("challenges", 4), ("submissions", 1), ("ventures", 1)])
def test_export_is_written_into_the_trail(analyst, point, table, rows):
    response = analyst.get(f"/policy/{table}.csv?consultation=march&from=2025-04-01")
    written = rows_of(response)
    event = AuditEvent.objects.get(act="submissions.exported")
    official = Official.objects.get(grants__role=Role.ANALYST)

    assert (event.official, event.target_type, event.target_id) == (official, "official", str(official.pk))
    assert event.changes == {"table": table, "rows": rows, "scope": "consultation=march&from=2025-04-01"}
    assert len(written) == rows + 1


def test_export_of_a_scope_that_makes_no_sense_leads_to_the_page_that_says_so(analyst, point):
    response = analyst.get("/policy/submissions.csv?state=KA&kind=nonsense")

    assert (response.status_code, response.url) == (302, "/policy/submissions/?state=KA&kind=nonsense")
    assert not AuditEvent.objects.filter(act="submissions.exported").exists()


def test_export_needs_one_query_for_any_number_of_rows(analyst, point, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    analyst.get("/policy/submissions.csv").getvalue()
    with CaptureQueriesContext(connection) as for_one:
        analyst.get("/policy/submissions.csv").getvalue()
    for _ in range(2):
        make.submission(point.consultation)
    with django_assert_num_queries(len(for_one)):
        assert len(rows_of(analyst.get("/policy/submissions.csv"))) == 4


def test_export_leaves_out_what_is_not_counted(analyst, point):
    make.moved(make.submission(point.consultation), "withdraw")
    make.moved(make.submission(point.consultation), "quarantine")

    assert [row[0] for row in rows_of(analyst.get("/policy/submissions.csv"))[1:]] == [point.reference]
