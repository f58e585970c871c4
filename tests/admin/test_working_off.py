"""Working a queue off: what comes next, where the focus goes, which key leads where, what a colleague changed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import Role
from engagements.models import Submission
from engagements.rules.case_actions import CASE_ACTIONS
from tests import factories
from tests.admin.acting import act, act_of, begin_of
from tests.admin.pages import told
from tests.factories import received

pytestmark = pytest.mark.django_db

LIST = reverse("admin:engagements_submission_changelist")


def page_of(submission: Submission, queue: str = "") -> str:
    address = reverse("admin:engagements_submission_change", args=[submission.pk])
    return f"{address}?queue={queue}" if queue else address


def in_charge(official, submission: Submission) -> Submission:
    by = factories.actor(Role.LEAD)
    return casework.assign(submission, official, by=by, at=timezone.now(), version=submission.version)


def sent(client, submission: Submission, name: str, **given):
    page = client.get(page_of(submission))
    form = next(panel.form for panel in page.context["panels"] if panel.action.name == name)
    hidden = {field: form.initial[field] for field in ("version", "opened", "seen")}
    return lambda: client.post(act_of(submission, name), hidden | given)


def test_save_and_next_follows_the_queue_and_not_the_list(enter, client):
    officer = enter(Role.OFFICER)
    lead = factories.actor(Role.LEAD)
    due_last, due_first, due_second = received(1), received(30), received(20)
    received(40)
    for one in (due_last, due_first, due_second):
        casework.assign(one, officer, by=lead, at=timezone.now(), version=one.version)
        one.refresh_from_db()

    assert act(client, due_first, "take_up", then="next")["Location"] == begin_of(due_second)
    assert act(client, due_second, "note", then="next", body="x")["Location"] == begin_of(due_last)
    assert act(client, due_last, "close", then="next", reason="x")["Location"] == begin_of(due_first)


def test_save_and_next_after_the_last_one_goes_home_and_says_so(enter, client):
    officer = enter(Role.OFFICER)
    only = received()
    only = casework.assign(only, officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=only.version)

    response = act(client, only, "close", then="next", reason="Settled.")

    assert response["Location"] == "/admin/"
    assert told(response)[-1] == "That was the last submission in your queue."


def test_save_and_next_gives_triage_what_nobody_owns(enter, client):
    enter(Role.TRIAGE)
    first, second = received(9), received(5)

    response = act(client, first, "assign", then="next", official=factories.official(Role.OFFICER).pk)

    assert response["Location"] == begin_of(second)


def test_save_and_next_stays_in_the_queue_that_is_worked_off(enter, client):
    enter(Role.LEAD)
    overdue, later = received(40), received(30)
    received(2)

    response = client.post(act_of(overdue, "note"), {"version": 1, "body": "Seen.", "then": "next", "queue": "overdue"})

    assert response.headers["Location"] == f"{page_of(later, 'overdue')}#start"


def test_save_and_stay_keeps_the_queue(enter, client):
    enter(Role.LEAD)
    overdue = received(40)

    response = client.post(act_of(overdue, "note"), {"version": 1, "body": "Seen.", "then": "stay", "queue": "overdue"})

    assert response.headers["Location"] == f"{page_of(overdue, 'overdue')}#start"


@pytest.mark.parametrize("queue", ["quarantined", "nothing", ""])
def test_queue_that_is_not_one_s_own_is_not_followed(enter, client, queue):
    enter(Role.OFFICER)

    response = client.get(page_of(received(40), queue))

    assert response.context["queue"] is None


def test_second_reader_goes_on_with_what_the_fewest_judged(enter, client):
    reader, owner = enter(Role.OFFICER), factories.official(Role.OFFICER)
    judged, first, second = (in_charge(owner, received(days)) for days in (40, 30, 20))
    casework.note(judged, "Right.", by=factories.actor(Role.LEAD), at=timezone.now())

    listed = client.get(LIST, {"queue": "second"}).context["cl"].result_list
    response = client.post(
        act_of(first, "note"), {"version": first.version, "body": "I agree.", "then": "next", "queue": "second"}
    )

    assert [(row.pk, row.readings) for row in listed] == [(first.pk, 0), (second.pk, 0), (judged.pk, 1)]
    assert response.headers["Location"] == f"{page_of(second, 'second')}#start"
    assert list(reader.notes.values_list("body", flat=True)) == ["I agree."]


def test_list_of_a_queue_leads_into_it_and_past_each(enter, client):
    enter(Role.LEAD)
    overdue, later = received(40), received(30)

    shown = client.get(LIST, {"queue": "overdue"}).content.decode()
    skip_url = client.get(page_of(overdue, "overdue")).context["skip_url"]

    assert f'href="{page_of(overdue, "overdue")}#start"' in shown
    assert skip_url == f"{page_of(later, 'overdue')}#start"


def test_every_act_has_a_key_of_its_own_that_leads_to_a_control(enter, client):
    enter(Role.LEAD, Role.SECURITY)
    made = [factories.submission(), factories.moved(factories.submission(), "take_up")]
    made += [factories.asked(factories.submission()), factories.replied(factories.submission())]
    made += [factories.moved(factories.submission(), "quarantine")]
    # S skips to the next.
    letters = ["s", *(action.access_key for action in CASE_ACTIONS.values() if not action.shares_form_with)]
    assert sorted(set(letters)) == sorted(letters)

    for submission in made:
        response = client.get(page_of(submission))
        shown, panels = response.content.decode(), response.context["panels"]
        assert [panel.action.name for panel in panels if f'id="{panel.action.anchor}"' not in shown] == []
        assert [
            panel.action.name
            for panel in panels
            if f'href="#{panel.action.anchor}" accesskey="{panel.action.access_key}"' not in shown
        ] == []


def test_acts_without_a_key_stand_in_the_form_of_another():
    assert {action.name for action in CASE_ACTIONS.values() if not action.access_key} == {
        action.name for action in CASE_ACTIONS.values() if action.shares_form_with
    }


def test_page_begins_at_its_heading_for_whoever_comes_by_a_key(enter, client):
    enter(Role.LEAD)

    shown = client.get(page_of(received(3))).content.decode()

    assert '<h1 id="start" tabindex="-1"' in shown
    assert [name for name in ("point", "desk") if f'href="#{name}"' not in shown or f'id="{name}"' not in shown] == []


def test_second_official_sees_field_by_field_what_the_first_one_changed(enter, client):
    lead, officer = factories.actor(Role.LEAD, full_name="Asha Rao"), factories.official(Role.OFFICER)
    enter(Role.LEAD)
    submission = received(3)
    late = sent(client, submission, "take_up", then="stay")
    current = in_charge(officer, submission)
    factories.moved(current, "take_up", by=lead, at=timezone.now())

    response = late()

    assert response.status_code == 409
    found = [(one.name, one.before, one.after, one.who) for one in response.context["differences"]]
    assert found[0] == ("status", "Received", "Under review", "Asha Rao")
    assert found[1][:3] == ("officer in charge", "no one", str(officer))
    assert len(found) == 2
    assert "What changed since you opened it" in response.content.decode()


def test_comparison_leaves_out_what_is_the_same_and_what_makes_no_sense(enter, client):
    enter(Role.LEAD)
    submission = received(3)
    page = client.get(page_of(submission))
    seen = page.context["panels"][0].form.initial["seen"]
    opened = timezone.now().isoformat()

    def compared(text: str) -> list:
        given = {"version": 99, "opened": opened, "seen": text, "reason": "Why."}
        return client.post(act_of(submission, "close"), given).context["differences"]

    assert compared(seen) == []
    for text in ("", "a|b", "x|<b>|y|z|w", f"{'|' * 4}", "received|999999999999999999|nonsense|named|pending"):
        assert [one for one in compared(text) if "<b>" in one.before or "nonsense" in one.before] == []


def test_review_page_asks_as_much_with_thirty_in_the_queue_as_with_one(enter, queries_of):
    enter(Role.LEAD)
    submission = received(40)
    with_one = queries_of(page_of(submission, "overdue"))
    for _number in range(29):
        received(40)

    assert queries_of(page_of(submission, "overdue")) <= with_one + 1
