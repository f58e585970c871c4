"""Bulk acts from the list: who is offered what, the preview, all or none, and the way back to the same list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.admin.submissions.bulk import read_versions
from engagements.choices import Role
from engagements.models import Submission
from tests import factories
from tests.reading import html_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/submission/"
BULK = f"{LIST}bulk/"


def received(to, number=1):
    return [factories.submission(to, at=timezone.now(), venture="One Venture") for _ in range(number)]


def ticks(rows):
    return [f"{row.pk}:{row.version}" for row in rows]


def send(client, act, rows, *, step="", back="", **given):
    """Send a page of ours on: what is kept, what is asked, and the button that was pressed."""
    kept = {"act": act, "rows": ",".join(ticks(rows)), "back": back, "step": step}
    return client.post(BULK, kept | given)


def confirm(client, act, rows, *, back="", **given):
    """Preview and carry out what was previewed."""
    preview = send(client, act, rows, step="preview", back=back, **given)
    return send(client, act, rows, step="confirm", back=back, marks=preview.context["marks"], **given)


def in_charge():
    return list(Submission.objects.order_by("pk").values_list("officer_in_charge", flat=True))


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (Role.TRIAGE, ["assign", "take_up", "publication"]),
        (Role.OFFICER, ["take_up", "close", "publication"]),
        (Role.LEAD, ["assign", "take_up", "close", "publication"]),
        (Role.ANALYST, []),
        (Role.AUDITOR, []),
    ],
)
def test_list_offers_the_acts_that_a_role_may_do(enter, client, to, role, acts):
    enter(role)
    received(to)

    response = client.get(LIST)

    assert [action.name for action in response.context["cl"].bulk_actions] == acts
    assert ('name="pick"' in html_of(response)) is bool(acts)


def test_ticked_rows_are_previewed_and_assigned_and_the_list_is_back(enter, client, to):
    enter(Role.LEAD)
    officer = factories.official(Role.OFFICER, full_name="Asha")
    first, second, third = received(to, 3)
    back = "queue=unassigned&q=venture"

    asked = client.post(BULK, {"act": "assign", "pick": ticks([first, second]), "which": "ticked", "back": back})
    preview = send(client, "assign", [first, second], step="preview", back=back, official=officer.pk, reason="")
    done = confirm(client, "assign", [first, second], back=back, official=officer.pk, reason="")

    assert (asked.context["number"], asked.context["changes"]) == (2, None)
    assert [(change.before, change.after) for change in preview.context["changes"]] == [("no one", "Asha")] * 2
    assert "Assign: all 2 submissions" in html_of(preview)
    assert (done.status_code, done["Location"]) == (302, f"{LIST}?{back}")
    assert in_charge() == [officer.pk, officer.pk, None]
    assert third.pk == Submission.objects.get(officer_in_charge=None).pk
    assert "Assign an officer: 2 submissions changed." in html_of(client.get(done["Location"]))


def test_one_row_that_cannot_stops_all_and_can_be_left_out(enter, client, to):
    enter(Role.LEAD)
    officer = factories.official(Role.OFFICER)
    good, closed = received(to, 2)
    closed = factories.moved(closed, "close", at=timezone.now())

    preview = send(client, "assign", [good, closed], step="preview", official=officer.pk, reason="")
    forced = confirm(client, "assign", [good, closed], official=officer.pk, reason="")
    narrowed = send(client, "assign", [good, closed], step="narrow", official=officer.pk, reason="")

    assert "1 of 2 cannot be changed, so none will be." in html_of(preview)
    assert 'value="confirm"' not in html_of(preview)
    assert (forced.status_code, "Nothing was changed" in html_of(forced)) == (409, True)
    assert in_charge() == [None, None]
    assert [change.submission for change in narrowed.context["changes"]] == [good]
    assert narrowed.context["selection"].versions == {good.pk: good.version}


def test_row_that_changed_after_the_preview_is_told(enter, client, to):
    enter(Role.LEAD)
    officer = factories.official(Role.OFFICER)
    rows = received(to, 2)
    preview = send(client, "assign", rows, step="preview", official=officer.pk, reason="")
    factories.moved(rows[0], "take_up", at=timezone.now())

    late = send(client, "assign", rows, step="confirm", marks=preview.context["marks"], official=officer.pk, reason="")

    assert (late.status_code, "Someone changed this after you opened the preview" in html_of(late)) == (409, True)
    assert in_charge() == [None, None]


def test_row_that_changed_after_the_list_was_opened_is_told_in_the_preview(enter, client, to):
    enter(Role.LEAD)
    [row] = received(to)
    stale = ticks([row])
    factories.moved(row, "take_up", at=timezone.now())

    response = client.post(BULK, {"act": "take_up", "pick": stale})

    assert "Someone changed this after you opened the preview" in html_of(response)


def test_act_that_asks_nothing_begins_with_its_preview(enter, client, to):
    enter(Role.OFFICER)
    rows = received(to, 2)

    response = client.post(BULK, {"act": "take_up", "pick": ticks(rows)})

    assert len(response.context["changes"]) == 2


@pytest.mark.parametrize(("which", "number"), [("page", 50), ("all", 51)])
def test_page_and_whole_filter_are_picked_as_the_list_shows_them(enter, client, to, which, number):
    enter(Role.LEAD)
    received(to, 51)
    factories.submission(to, at=timezone.now(), venture="Other", summary="Quite another thing")
    back = "q=milestone+payments"

    response = client.post(BULK, {"act": "assign", "which": which, "back": back})

    assert response.context["number"] == number


def test_way_back_leaves_out_a_page_that_is_no_more(enter, client, to):
    enter(Role.LEAD)
    rows = received(to, 51)
    back = "status=received&p=2"
    last = list(Submission.objects.order_by("received_at", "pk")[:1])
    assert last[0] in rows

    done = confirm(client, "close", last, back=back, reason="Said in the session.")

    assert done["Location"] == f"{LIST}?status=received"
    assert client.get(done["Location"]).status_code == 200


def test_nothing_and_too_many_are_refused_in_words(enter, client, to, monkeypatch):
    enter(Role.LEAD)
    rows = received(to, 3)
    monkeypatch.setattr("engagements.actions.bulk.LIMIT", 2)

    none = client.post(BULK, {"act": "assign", "back": "q=x"}, follow=True)
    many = client.post(BULK, {"act": "assign", "pick": ticks(rows)}, follow=True)

    assert "Nothing is selected." in html_of(none)
    assert none.redirect_chain == [(f"{LIST}?q=x", 302)]
    assert "You have selected more than 2." in html_of(many)


@pytest.mark.parametrize(
    ("act", "status"), [("assign", 404), ("delete", 404), ("", 404), ("take_up", 200), ("close", 200)]
)
def test_act_that_a_role_may_not_do_is_not_there(enter, client, to, act, status):
    enter(Role.OFFICER)

    assert client.post(BULK, {"act": act, "pick": ticks(received(to))}).status_code == status


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rows", "x:1,2:y,3,99999999999999999999:1,-1:1,²:1"),
        ("pick", "<script>"),
        ("marks", "1:1:x,::,1:1"),
        ("back", "p=x&queue=%00&summary__startswith=a"),
        ("which", "everything"),
    ],
)
def test_bulk_page_bears_any_words(enter, client, to, name, value):
    enter(Role.LEAD)
    [row] = received(to)
    plain = {"act": "take_up", "rows": ticks([row])[0], "back": "", "step": "confirm", "marks": ""}
    if name in ("pick", "which"):
        plain = {"act": "take_up", "back": ""}

    assert client.post(BULK, plain | {name: value}).status_code < 500
    row.refresh_from_db()
    assert row.status == "received"


def test_versions_are_read_and_what_was_tampered_with_is_left_out():
    assert read_versions("12:3,x:1,4:5:6,,7") == {12: 3, 4: 5}


def test_quarantined_rows_cannot_be_reached_by_their_number(enter, client, to):
    enter(Role.LEAD)
    held = factories.moved(received(to)[0], "quarantine", at=timezone.now())

    response = send(client, "take_up", [held], step="preview")

    assert (response.context["changes"], held.reference in html_of(response)) == ([], False)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_and_preview_ask_as_much_for_thirty_rows_as_for_one(enter, client, to, rows, queries_of):
    enter(Role.LEAD)
    officer = factories.official(Role.OFFICER)
    made = received(to, rows)
    with CaptureQueriesContext(connection) as captured:
        send(client, "assign", made, step="preview", official=officer.pk, reason="")

    assert queries_of(LIST) <= 14
    assert len(captured) <= 16


def test_history_of_one_shows_who_had_it_and_why_it_went_on(enter, client, to):
    lead = enter(Role.LEAD, full_name="Lila")
    asha, zoya = (factories.official(Role.OFFICER, full_name=name) for name in ("Asha", "Zoya"))
    rows = received(to)
    confirm(client, "assign", rows, official=asha.pk, reason="")
    rows[0].refresh_from_db()
    confirm(client, "assign", rows, official=zoya.pk, reason="She knows the scheme.")

    page = html_of(client.get(f"{LIST}{rows[0].pk}/change/"))

    assert lead.full_name in page
    assert ("In charge: Zoya" in page, "She knows the scheme." in page) == (True, True)


def test_list_says_who_is_away_and_who_covers(enter, client, to):
    enter(Role.LEAD)
    asha = factories.official(Role.OFFICER)
    zoya = factories.official(Role.OFFICER, full_name="Zoya")
    today = timezone.localdate()
    factories.absence(asha, cover=zoya, from_on=today, until_on=today + timedelta(days=3))
    [row] = received(to)
    Submission.objects.update(officer_in_charge=asha)

    for address in (LIST, f"{LIST}{row.pk}/change/"):
        assert "covered by Zoya" in html_of(client.get(address))
