"""The auditor's tools: narrowing by record and day, taking rows away as CSV, proving the trail against a checkpoint."""

import csv
import io
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements import audit, checkpoints
from engagements.choices import AuditedAct, Role
from engagements.models import AuditChain, AuditEvent
from engagements.rules.actors import Actor
from tests import factories
from tests.reading import html_of
from tests.trail import TABLE, run

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/auditevent/"
EXPORT, VERIFY = f"{LIST}export/", f"{LIST}verify/"
# Twenty minutes past midnight in India, when it is still the day before in Greenwich.
NIGHT = datetime(2025, 4, 2, 18, 50, tzinfo=UTC)


def recorded(act: AuditedAct = AuditedAct.REFERENCE_DATA_CHANGED, *, at: datetime = NIGHT, target=None, **changes):
    return audit.record(act, target or factories.focus_area(), by=Actor.system("test"), at=at, changes=changes)


def listed(client, **parameters) -> list[AuditEvent]:
    return list(client.get(LIST, parameters).context["cl"].result_list)


def exported(client, **parameters) -> list[list[str]]:
    body = b"".join(client.get(EXPORT, parameters).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body)))[1:]


def test_list_is_narrowed_by_days_as_they_are_in_india(enter, client):
    enter(Role.AUDITOR)
    day = timedelta(days=1)
    before, on, after = (recorded(at=NIGHT + days * day) for days in (-1, 0, 1))

    assert listed(client, **{"from": "2025-04-03"}) == [after, on]
    assert listed(client, until="2025-04-03") == [on, before]
    assert listed(client, **{"from": "2025-04-03", "until": "2025-04-03"}) == [on]


@pytest.mark.parametrize("day", ["3 April", "2025-13-01", "0000-00-00", "9999-12-31T00:00", "\x00"])
def test_list_leaves_what_is_no_day_out(enter, client, day):
    enter(Role.AUDITOR)

    assert client.get(LIST, {"from": day}).status_code == 302


def test_last_day_of_the_calendar_is_no_error(enter, client):
    enter(Role.AUDITOR)

    assert client.get(LIST, {"until": "9999-12-31"}).status_code == 302


def test_list_is_narrowed_to_one_record_by_its_type_and_number(enter, client):
    enter(Role.AUDITOR)
    area, challenge = factories.focus_area(pk=4711), factories.challenge(pk=4711)
    of_area, of_challenge = recorded(target=area), recorded(target=challenge)

    assert listed(client, q="4711") == [of_challenge, of_area]
    assert listed(client, q="4711", record="focusarea") == [of_area]


def test_filters_show_what_was_chosen(enter, client):
    enter(Role.AUDITOR)
    recorded()

    page = client.get(LIST, {"from": "2025-04-03", "record": "focusarea"})

    assert [(chip.name, chip.value) for chip in page.context["cl"].chips] == [
        ("record type", "Focus area"),
        ("from", "3 April 2025"),
    ]
    assert '<input class="form-control" type="date" id="filter-from" name="from" value="2025-04-03">' in (html_of(page))


@pytest.mark.parametrize("query", ["", "?from=&until=&act=&q=", "?record=&actor=&official=&days="])
def test_filters_are_folded_where_nothing_is_chosen(enter, client, query):
    enter(Role.AUDITOR)
    recorded(target=factories.submission())

    assert '<details class="details list-filters">' in client.get(LIST + query).content.decode()


def test_export_holds_what_the_list_is_narrowed_to(enter, client):
    auditor = enter(Role.AUDITOR)
    submission = factories.submission()
    wanted = recorded(target=submission, status="x")
    recorded(at=NIGHT - timedelta(days=9))

    rows = exported(client, act="reference_data.changed", **{"from": "2025-04-03"})

    assert rows == [
        [
            "2025-04-03T00:20:00.000000+05:30",
            "reference_data.changed",
            "system:test",
            "",
            "submission",
            str(submission.pk),
            submission.reference,
            "status: x",
            str(wanted.position),
            wanted.hash,
        ]
    ]
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.changes) == (
        AuditedAct.TRAIL_EXPORTED,
        auditor,
        {"rows": 1, "scope": "act=reference_data.changed&from=2025-04-03"},
    )


@pytest.mark.parametrize(
    ("typed", "told"), [("asha@example.org", "q=%E2%80%A6"), ("17", "q=17"), ("\x00a", "q=%E2%80%A6")]
)
def test_export_leaves_no_words_that_were_searched_for_in_the_trail(enter, client, typed, told):
    enter(Role.AUDITOR)

    exported(client, q=typed)

    assert AuditEvent.objects.latest("pk").changes["scope"] == told


def test_export_keeps_the_reference_that_was_searched_for_in_the_trail(enter, client):
    enter(Role.AUDITOR)
    submission = factories.submission()

    exported(client, q=submission.reference)

    assert AuditEvent.objects.latest("pk").changes["scope"] == urlencode({"q": submission.reference})


def test_export_names_no_submission_that_the_auditor_may_not_open(enter, client):
    enter(Role.AUDITOR)
    held = factories.moved(factories.submission(), "quarantine")

    rows = [row for row in exported(client) if row[4] == "submission"]

    assert {(row[5], row[6]) for row in rows} == {(str(held.pk), "")}


def test_export_holds_no_formula(enter, client):
    enter(Role.AUDITOR)
    official = factories.official(Role.LEAD, full_name="=cmd|' /C calc'!A0")
    audit.record(AuditedAct.REFERENCE_DATA_CHANGED, factories.focus_area(), by=Actor.official(official), at=NIGHT)

    assert [row[3] for row in exported(client, official=official.pk)] == ["'=cmd|' /C calc'!A0"]


def test_export_of_a_filter_that_is_none_leads_back_to_the_list(enter, client):
    enter(Role.AUDITOR)

    response = client.get(EXPORT, {"act": "nothing"})

    assert (response.status_code, response.url) == (302, LIST)
    assert not AuditEvent.objects.filter(act=AuditedAct.TRAIL_EXPORTED).exists()


def test_export_is_linked_with_the_filter_of_the_list(enter, client):
    enter(Role.AUDITOR)

    page = client.get(LIST, {"act": "note.added", "p": "1", "from": ""})

    assert page.context["cl"].export_url == f"{EXPORT}?act=note.added"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_export_is_for_auditors(enter, client, role):
    enter(role)

    assert client.get(EXPORT).status_code == 403
    assert not AuditEvent.objects.filter(act=AuditedAct.TRAIL_EXPORTED).exists()


def fill(officials, submissions, places: range) -> None:
    """Put rows of several officials and submissions into the trail by hand; nobody reads their hashes."""
    AuditEvent.objects.bulk_create(
        AuditEvent(
            position=place + 1_001,
            at=NIGHT + timedelta(minutes=place),
            act=AuditedAct.SUBMISSION_READ,
            actor="official",
            official=officials[place % 3],
            target_type="submission",
            target_id=str(submissions[place % 3].pk),
            hash="0" * 64,
        )
        for place in places
    )


def test_pages_ask_as_much_for_three_thousand_rows_as_for_thirty(enter, client):
    enter(Role.AUDITOR)
    officials = [factories.official(Role.OFFICER) for _ in range(3)]
    submissions = [factories.submission() for _ in range(3)]
    addresses = (LIST, f"{LIST}?record=submission&from=2025-04-01", EXPORT)
    client.get(LIST)
    counts = []
    for places in (range(1), range(1, 30), range(30, 3_000)):
        fill(officials, submissions, places)
        counts.append([queries_of(client, address) for address in addresses])

    assert counts[0] == counts[1]
    # The export looks for references once more, for its second chunk.
    assert [later - earlier for earlier, later in zip(counts[1], counts[2], strict=True)] == [0, 0, 1]
    assert max(counts[2]) <= 16


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200
    return len(captured)


def test_page_says_when_how_many_rows_and_that_it_is_whole(enter, client):
    enter(Role.AUDITOR)
    factories.submission()

    html = " ".join(client.post(VERIFY).content.decode().split())

    assert "The audit trail is intact." in html
    assert f"{AuditEvent.objects.count()} rows were read on" in html


def test_page_shows_a_checkpoint_that_proves_the_trail_later(enter, client):
    enter(Role.AUDITOR)
    factories.submission()
    now = client.get(VERIFY).context["now"]
    assert now == checkpoints.as_it_stands(at=now.at)
    assert now.root in client.get(VERIFY).content.decode()
    factories.submission()

    response = client.post(VERIFY, {"kept": f" {now} \n"})

    assert (response.context["breaks"], response.context["departures"]) == ([], [])
    assert "It matches the checkpoint you saved." in response.content.decode()


def test_page_finds_a_trail_that_was_put_back_by_the_checkpoint_alone(unguarded, enter, client):
    enter(Role.AUDITOR)
    [_first, second] = [recorded() for _ in range(2)]
    earlier_end = AuditChain.objects.values("length", "head", "seal").get()
    third = recorded()
    kept = checkpoints.as_it_stands(at=NIGHT)
    run(f"DELETE FROM {TABLE} WHERE id = %s", third.pk)
    AuditChain.objects.update(**earlier_end)

    response = client.post(VERIFY, {"kept": str(kept)})

    html = response.content.decode()
    assert (response.context["breaks"], "The audit trail is intact." in html) == ([], True)
    assert "It does not match the checkpoint you saved." in html
    assert response.context["departures"] == [
        f"Row {second.position + 1}, covered by the checkpoint of 3 April 2025, is gone: rows were cut off."
    ]


def test_page_tells_what_is_wrong_with_the_file_of_checkpoints(checkpoint_file, enter, client):
    enter(Role.AUDITOR)
    factories.submission()
    checkpoints.write(at=timezone.now())
    assert client.post(VERIFY).context["file_problems"] == []

    checkpoint_file.write_text("nothing\n")
    html = client.post(VERIFY).content.decode()

    assert "The checkpoints that the portal keeps do not bear the trail out." in html
    assert "Line 1 of the checkpoints cannot be read." in html


def test_page_says_of_what_is_no_checkpoint_what_one_looks_like(enter, client):
    enter(Role.AUDITOR)

    html = client.post(VERIFY, {"kept": "42 <b>"}).content.decode()

    assert ("This is no checkpoint." in html, "The audit trail is intact." in html) == (True, False)
    assert "42 &lt;b&gt;" in html
