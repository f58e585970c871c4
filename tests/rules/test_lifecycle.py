"""The table of transitions: complete, unambiguous, and open to those it names."""

import pytest

from engagements.actions import casework
from engagements.choices import Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Clarification, Reply
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.lifecycle import STATUS, TRANSITIONS
from tests import factories
from tests.refusals import refusal_of

FINAL = {STATUS.WITHDRAWN}
DESKS = (Role.TRIAGE, Role.OFFICER, Role.LEAD, Role.SECURITY, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR)

# Reviewed by hand: what each role can do with a submission, by its status.
OPEN_MOVES = {
    Role.TRIAGE: {
        STATUS.RECEIVED: ["take_up", "quarantine"],
        STATUS.UNDER_REVIEW: ["quarantine", "ask"],
        STATUS.CLARIFICATION: ["stop_waiting", "quarantine"],
        STATUS.ANSWERED: ["quarantine"],
        STATUS.CLOSED: ["quarantine"],
    },
    Role.OFFICER: {
        STATUS.RECEIVED: ["take_up", "close", "quarantine"],
        STATUS.UNDER_REVIEW: ["close", "quarantine", "reply", "ask"],
        STATUS.CLARIFICATION: ["stop_waiting", "quarantine"],
        STATUS.ANSWERED: ["close", "quarantine"],
        STATUS.CLOSED: ["quarantine"],
    },
    Role.LEAD: {
        STATUS.RECEIVED: ["take_up", "close", "quarantine"],
        STATUS.UNDER_REVIEW: ["close", "quarantine", "reply", "ask"],
        STATUS.CLARIFICATION: ["stop_waiting", "quarantine"],
        STATUS.ANSWERED: ["close", "reopen", "quarantine"],
        STATUS.CLOSED: ["reopen", "quarantine"],
    },
    Role.SECURITY: {STATUS.QUARANTINED: ["release", "keep"]},
    Role.ANALYST: {},
    Role.AUDITOR: {},
    Role.ADMINISTRATOR: {},
}
VENTURE_MOVES = {
    STATUS.RECEIVED: ["withdraw"],
    STATUS.UNDER_REVIEW: ["withdraw"],
    STATUS.CLARIFICATION: ["clarify", "withdraw"],
    STATUS.ANSWERED: ["object", "withdraw"],
    STATUS.CLOSED: ["withdraw"],
    STATUS.QUARANTINED: ["withdraw"],
}


def open_by_status(actor: Actor, submission) -> dict[SubmissionStatus, list[str]]:
    """Return the names of the transitions open to an actor in each status that has any."""
    found = {}
    for status in STATUS:
        submission.status = status
        found[status] = [transition.name for transition in lifecycle.available_transitions(actor, submission)]
    return {status: names for status, names in found.items() if names}


def test_moves_have_names_of_their_own():
    names = [transition.name for transition in TRANSITIONS]

    assert sorted(names) == sorted(set(names))


def test_moves_reach_every_status():
    assert {transition.target for transition in TRANSITIONS} == set(STATUS)


def test_moves_leave_every_status_but_the_final_ones():
    assert {status for transition in TRANSITIONS for status in transition.sources} == set(STATUS) - FINAL


def test_moves_that_begin_a_submission_are_the_only_ones_without_a_source():
    assert [transition.name for transition in TRANSITIONS if not transition.sources] == [
        "submit",
        "submit_held",
        "record",
        "record_held",
    ]


def test_moves_belong_to_somebody():
    assert [transition.name for transition in TRANSITIONS if not transition.roles and not transition.by_venture] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", DESKS)
def test_moves_open_to_each_role_are_the_reviewed_ones(role):
    assert open_by_status(factories.actor(role), factories.submission()) == OPEN_MOVES[role]


@pytest.mark.django_db
def test_moves_open_to_the_venture_are_the_reviewed_ones():
    submission = factories.submission()

    assert open_by_status(Actor.venture(submission), submission) == VENTURE_MOVES


@pytest.mark.django_db
def test_moves_open_to_nobody_without_a_role():
    submission = factories.submission()
    gone = factories.official(Role.LEAD, is_active=False)

    assert open_by_status(factories.actor(), submission) == {}
    assert open_by_status(Actor.official(gone), submission) == {}
    assert open_by_status(Actor.anyone(), submission) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status", "role", "reason", "sentence"),
    [
        ("close", STATUS.RECEIVED, Role.TRIAGE, "Why.", "Your role does not allow this action."),
        ("reopen", STATUS.RECEIVED, Role.LEAD, "Why.", "This is not possible while the submission is “Received”."),
        ("close", STATUS.RECEIVED, Role.OFFICER, "", "Give a reason. One sentence is enough."),
        ("reply", STATUS.UNDER_REVIEW, Role.OFFICER, "", "Nothing was written. Write the text first."),
    ],
)
def test_check_move_refuses_in_words(name, status, role, reason, sentence):
    submission = factories.submission()
    submission.status = status

    with pytest.raises(ActionRefused) as refused:
        lifecycle.check_move(
            lifecycle.get_transition(name), submission, by=factories.actor(role), reason=reason, record=None
        )

    assert str(refused.value) == sentence


@pytest.mark.django_db
def test_check_move_accepts_what_the_table_allows():
    submission = factories.submission()
    submission.status = STATUS.UNDER_REVIEW
    officer = factories.actor(Role.OFFICER)

    for name, reason, record in [("close", "Settled.", None), ("reply", "", Reply()), ("ask", "", Clarification())]:
        transition, given = lifecycle.get_transition(name), {"reason": reason, "record": record}
        assert refusal_of(lifecycle.check_move, transition, submission, by=officer, **given) is None


def test_move_named_refuses_a_name_that_is_not_in_the_table():
    with pytest.raises(ActionRefused, match="This action does not exist"):
        lifecycle.get_transition("delete")


@pytest.mark.django_db
def test_history_tells_a_whole_life_in_the_venture_s_words():
    submission = factories.replied(factories.submission())
    submission = factories.moved(submission, "reopen")
    submission = casework.ask(
        submission, "When?", by=factories.actor(Role.OFFICER), at=factories.AT, version=submission.version
    )

    told = [
        str(lifecycle.get_transition(change.transition).public_text)
        for change in submission.status_changes.order_by("pk")
    ]

    assert told == [
        "We received your submission.",
        "An official has started to consider it.",
        "We replied.",
        "We reopened it.",
        "We asked you a question. The time limit is paused until you answer.",
    ]
