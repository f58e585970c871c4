"""The audit trail in the admin: read by auditors, narrowed, searched, proved whole."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements import audit
from engagements.choices import AuditedAct, Role
from engagements.models import AuditEvent
from engagements.rules.actors import Actor
from tests import factories
from tests.trail import TABLE, run

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/auditevent/"
VERIFY = f"{LIST}verify/"


def recorded(act: AuditedAct, target, *, by: Actor, days_ago: int = 0) -> AuditEvent:
    return audit.record(act, target, by=by, at=timezone.now() - timedelta(days=days_ago), changes={"status": "x"})


def rows_of(response) -> list[tuple[str, str, str]]:
    return [(row.event.act, row.record, row.url) for row in response.context["cl"].rows]


def listed(client, **parameters) -> list[AuditEvent]:
    return list(client.get(LIST, parameters).context["cl"].result_list)


def test_list_names_records_and_leads_to_those_that_the_auditor_may_open(enter, client):
    enter(Role.AUDITOR)
    submission = factories.submission()
    held = factories.moved(factories.submission(), "quarantine")
    mail = submission.messages.get()
    recorded(AuditedAct.MESSAGE_READ, mail, by=Actor.system("test"))

    rows = {record: url for _act, record, url in rows_of(client.get(LIST))}

    assert rows[submission.reference] == reverse("admin:engagements_submission_change", args=[submission.pk])
    assert rows[f"Outgoing message {mail.pk}"] == reverse("admin:engagements_outgoingmessage_change", args=[mail.pk])
    assert rows[f"Submission {held.pk}"] == ""
    assert held.reference not in rows


def test_list_is_narrowed_by_act_actor_official_and_period(enter, client):
    enter(Role.AUDITOR)
    area, lead = factories.focus_area(), factories.actor(Role.LEAD)
    changed = recorded(AuditedAct.REFERENCE_DATA_CHANGED, area, by=lead, days_ago=20)
    cleared = recorded(AuditedAct.EXAMPLES_CLEARED, area, by=Actor.system("clear_examples"), days_ago=3)
    received = recorded(AuditedAct.SUBMISSION_RECEIVED, area, by=Actor.anyone())

    assert listed(client, act="reference_data.changed") == [changed]
    assert listed(client, official=lead.user.pk) == [changed]
    assert listed(client, actor="official") == [changed]
    assert listed(client, actor="system") == [cleared]
    assert listed(client, actor="anyone") == [received]
    assert listed(client, days="1") == [received]
    assert listed(client, days="7") == [received, cleared]
    assert listed(client, days="30") == [received, cleared, changed]


def test_search_finds_a_submission_s_trail_by_its_reference(enter, client):
    enter(Role.AUDITOR)
    wanted = factories.moved(factories.submission(), "take_up")
    factories.submission()

    found = listed(client, q=wanted.reference.lower())

    assert [event.act for event in found] == ["submission.moved", "submission.received"]
    assert {event.target_id for event in found} == {str(wanted.pk)}


def test_search_gives_no_trail_to_a_reference_that_the_auditor_may_not_see(enter, client):
    enter(Role.AUDITOR)
    held = factories.moved(factories.submission(), "quarantine")

    assert listed(client, q=held.reference) == []


def test_search_finds_records_by_their_number(enter, client):
    enter(Role.AUDITOR)
    area = factories.focus_area(pk=4711)
    event = recorded(AuditedAct.REFERENCE_DATA_CHANGED, area, by=Actor.system("test"))

    assert listed(client, q="4711") == [event]


def test_trail_of_a_record_is_shown_to_auditors(enter, client):
    enter(Role.AUDITOR)
    submission = factories.moved(factories.submission(), "take_up")

    response = client.get(reverse("admin:engagements_submission_history", args=[submission.pk]))

    assert [row.event.act for row in response.context["rows"]] == ["submission.received", "submission.moved"]


def test_entry_shows_its_place_in_the_chain(enter, client):
    enter(Role.AUDITOR)
    event = recorded(AuditedAct.REFERENCE_DATA_CHANGED, factories.focus_area(), by=Actor.system("test"))

    page = client.get(reverse("admin:engagements_auditevent_change", args=[event.pk])).content.decode()

    assert event.hash in page
    assert f"Entry {event.position}" in page


def test_trail_is_checked_on_request_and_found_whole(enter, client):
    enter(Role.AUDITOR)
    factories.submission()
    assert not client.get(VERIFY).context["is_asked"]

    response = client.post(VERIFY)

    assert response.context["breaks"] == []
    assert "The audit trail is intact." in response.content.decode()


def test_trail_that_was_changed_is_found_on_request(unguarded, enter, client):
    enter(Role.AUDITOR)
    factories.submission()
    event = AuditEvent.objects.first()
    run(f"UPDATE {TABLE} SET actor = %s WHERE id = %s", "system:nobody", event.pk)

    page = " ".join(client.post(VERIFY).content.decode().split())

    assert "The audit trail is broken in 1 place." in page
    assert f"position {event.position}: was changed" in page


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_checking_is_for_auditors(enter, client, role):
    enter(role)

    assert client.post(VERIFY).status_code == 403


def test_list_asks_as_much_for_three_rows_as_for_one(enter, queries_of):
    enter(Role.AUDITOR)
    factories.moved(factories.submission(), "take_up", by=factories.actor(Role.OFFICER))
    with_one = queries_of(LIST)
    for _ in range(2):
        factories.moved(factories.submission(), "take_up", by=factories.actor(Role.OFFICER))

    assert queries_of(LIST) == with_one <= 9
