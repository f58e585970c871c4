"""Acting on a submission: what every act does, and where it leads."""

import pytest

from engagements.choices import Role, SubmissionStatus
from engagements.models import Clarification, InternalNote, Reply, Submission
from engagements.rules.case_actions import CASE_ACTIONS
from engagements.rules.lifecycle import TRANSITIONS
from tests import factories
from tests.admin.acting import act, begin_of, status_of, taken_up
from tests.admin.pages import page_of, told
from tests.factories import received

pytestmark = pytest.mark.django_db


def test_take_up_changes_the_status_and_comes_back_to_the_page(enter, client):
    enter(Role.OFFICER)
    submission = received()

    response = act(client, submission, "take_up")

    assert (response.status_code, response["Location"]) == (302, begin_of(submission))
    assert told(response) == [f"{submission.reference}: it is under review."]
    assert status_of(submission) == SubmissionStatus.UNDER_REVIEW


def test_reply_goes_to_the_venture_word_for_word(enter, client):
    officer = enter(Role.OFFICER)
    submission = taken_up()

    act(client, submission, "reply", kind="final", body="Line one.\r\n\r\nचरण दो।")

    reply = Reply.objects.get()
    assert (reply.body, reply.author, reply.kind) == ("Line one.\n\nचरण दो।", officer, "final")
    assert status_of(submission) == SubmissionStatus.ANSWERED


def test_interim_reply_leaves_it_under_review(enter, client):
    enter(Role.OFFICER)
    submission = taken_up()

    act(client, submission, "reply", kind="interim", body="In May.")

    assert Reply.objects.get().kind == "interim"
    assert status_of(submission) == SubmissionStatus.UNDER_REVIEW


def test_ask_sends_the_question(enter, client):
    enter(Role.TRIAGE)
    submission = taken_up()

    act(client, submission, "ask", question="Which milestone?")

    assert Clarification.objects.get().question == "Which milestone?"
    assert status_of(submission) == SubmissionStatus.CLARIFICATION


def test_note_is_added(enter, client):
    officer = enter(Role.OFFICER)
    submission = received()

    act(client, submission, "note", body="Compare with last week's.")

    assert InternalNote.objects.get().author == officer


def test_assign_puts_the_chosen_one_in_charge(enter, client):
    enter(Role.TRIAGE)
    submission, officer = received(), factories.official(Role.OFFICER)

    act(client, submission, "assign", official=officer.pk)

    assert Submission.objects.get(pk=submission.pk).officer_in_charge == officer


@pytest.mark.parametrize(
    ("name", "status"),
    [("close", SubmissionStatus.CLOSED), ("quarantine", SubmissionStatus.QUARANTINED)],
)
def test_move_with_a_reason_keeps_the_reason(enter, client, name, status):
    enter(Role.OFFICER)
    submission = received()

    act(client, submission, name, reason="Settled in the session.")

    assert status_of(submission) == status
    assert submission.status_changes.latest("pk").reason == "Settled in the session."


def test_quarantine_closes_the_page_for_the_one_who_did_it(enter, client):
    enter(Role.TRIAGE)
    submission = received()

    response = act(client, submission, "quarantine", reason="Names a unit.")

    assert response["Location"] == "/admin/"
    assert client.get(page_of(submission)).status_code == 404


def test_acts_are_those_of_the_lifecycle_and_of_casework():
    on_the_page = {transition.name for transition in TRANSITIONS if transition.roles and transition.sources}

    assert set(CASE_ACTIONS) == on_the_page | {"note", "assign", "publication", "draft", "confirmation", "details"}


def test_acts_say_who_reads_the_reason():
    hints = {
        name: str(action.hint) for name, action in CASE_ACTIONS.items() if action.effect and action.effect.needs_reason
    }

    assert {name for name, hint in hints.items() if "The venture will see the reason" in hint} == {
        transition.name for transition in TRANSITIONS if transition.tells_reason
    }
