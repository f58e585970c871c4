"""The one road from one status to another."""

from datetime import date, timedelta

import pytest

from engagements.actions import assignments, casework, transitions
from engagements.choices import AuditedAct, MessageKind, Role, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import AuditEvent, Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=4)


def steps_of(submission: Submission) -> list[tuple[str, str, str, str]]:
    return list(submission.status_changes.values_list("transition", "from_status", "to_status", "reason"))


def state_of(submission: Submission) -> tuple[str, int]:
    fresh = Submission.objects.get(pk=submission.pk)
    return fresh.status, fresh.version


def test_move_changes_status_and_writes_it_down():
    officer = factories.actor(Role.OFFICER)
    submission = factories.submission()

    moved = transitions.apply_transition(submission, "take_up", by=officer, at=LATER, version=submission.version)

    # One for the step, one for the officer who is in charge from then on.
    assert (moved.status, moved.version) == (SubmissionStatus.UNDER_REVIEW, submission.version + 2)
    step = moved.status_changes.last()
    assert (step.transition, step.from_status, step.to_status, step.official, step.at) == (
        "take_up",
        "received",
        "under_review",
        officer.user,
        LATER,
    )
    event = AuditEvent.objects.filter(act=AuditedAct.SUBMISSION_MOVED).latest("pk")
    assert (event.act, event.official, event.changes) == (
        AuditedAct.SUBMISSION_MOVED,
        officer.user,
        {"status": "under_review", "transition": "take_up"},
    )


@pytest.mark.parametrize(("role", "is_in_charge"), [(Role.OFFICER, True), (Role.LEAD, True), (Role.TRIAGE, False)])
def test_taking_up_puts_in_charge_those_who_can_reply(role, is_in_charge):
    official = factories.actor(role)
    submission = factories.submission()

    moved = transitions.apply_transition(submission, "take_up", by=official, at=LATER, version=submission.version)

    assert moved.officer_in_charge == (official.user if is_in_charge else None)


def test_taking_up_leaves_the_officer_who_is_in_charge():
    owner = factories.actor(Role.OFFICER)
    submission = factories.submission()
    assignments.assign_to(submission, owner.user, by=factories.actor(Role.TRIAGE), at=AT)

    moved = transitions.apply_transition(
        submission, "take_up", by=factories.actor(Role.LEAD), at=LATER, version=submission.version
    )

    assert moved.officer_in_charge == owner.user


def test_move_of_an_outdated_version_is_told_and_writes_nothing():
    officer = factories.actor(Role.OFFICER)
    seen = factories.submission()
    first = transitions.apply_transition(seen, "take_up", by=officer, at=AT, version=seen.version)
    before = AuditEvent.objects.count()

    with pytest.raises(EditConflict, match="Someone else changed this submission while you had it open"):
        transitions.apply_transition(seen, "close", by=officer, at=LATER, version=seen.version, reason="Settled.")

    assert state_of(seen) == (SubmissionStatus.UNDER_REVIEW, first.version)
    assert steps_of(seen) == [("submit", "", "received", ""), ("take_up", "received", "under_review", "")]
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    ("role", "name", "reason", "sentence"),
    [
        (Role.TRIAGE, "close", "Settled.", "Your role does not allow this action."),
        (Role.LEAD, "reopen", "Why not.", "This is not possible while the submission is “Received”."),
        (Role.OFFICER, "close", "", "Give a reason. One sentence is enough."),
        (Role.LEAD, "reply", "", "This is not possible while the submission is “Received”."),
        (Role.LEAD, "vanish", "", "This action does not exist."),
        (Role.ADMINISTRATOR, "take_up", "", "You do not have access to this submission."),
        (Role.SECURITY, "take_up", "", "You do not have access to this submission."),
    ],
)
def test_move_is_refused_in_words_and_writes_nothing(role, name, reason, sentence):
    submission = factories.submission()
    before = AuditEvent.objects.count()

    with pytest.raises(ActionRefused) as refused:
        transitions.apply_transition(
            submission, name, by=factories.actor(role), at=LATER, version=submission.version, reason=reason
        )

    assert str(refused.value) == sentence
    assert state_of(submission) == (SubmissionStatus.RECEIVED, submission.version)
    assert AuditEvent.objects.count() == before


def test_move_tells_the_venture_the_reason_only_where_the_table_says_so():
    officer = factories.actor(Role.OFFICER)
    closed = factories.submission()
    closed = transitions.apply_transition(
        closed, "close", by=officer, at=AT, version=closed.version, reason="Settled in the session."
    )
    lead = factories.actor(Role.LEAD)
    opened = transitions.apply_transition(
        closed, "reopen", by=lead, at=LATER, version=closed.version, reason="Our own mistake."
    )

    mails = {mail.kind: mail.body for mail in opened.messages.all()}

    assert set(mails) == {MessageKind.ACKNOWLEDGEMENT, MessageKind.CLOSED, MessageKind.REOPENED}
    assert "Settled in the session." in mails[MessageKind.CLOSED]
    assert "Our own mistake." not in mails[MessageKind.REOPENED]


def test_move_without_a_contact_sends_no_mail():
    submission = factories.submission()
    Submission.objects.filter(pk=submission.pk).update(contact=None)

    transitions.apply_transition(
        submission, "close", by=factories.actor(Role.OFFICER), at=AT, version=submission.version, reason="Settled."
    )

    assert [mail.kind for mail in submission.messages.all()] == [MessageKind.ACKNOWLEDGEMENT]


def test_move_into_quarantine_hides_it_from_all_but_the_security_officer():
    triage, security = factories.actor(Role.TRIAGE), factories.actor(Role.SECURITY)
    held = factories.moved(factories.submission(), "quarantine", by=triage)

    assert not Submission.objects.visible_to(triage).filter(pk=held.pk).exists()
    with pytest.raises(ActionRefused, match="do not have access to this submission"):
        transitions.apply_transition(held, "release", by=triage, at=LATER, version=held.version, reason="Harmless.")

    released = transitions.apply_transition(
        held, "release", by=security, at=LATER, version=held.version, reason="Harmless."
    )

    assert released.status == SubmissionStatus.RECEIVED
    assert Submission.objects.visible_to(triage).filter(pk=held.pk).exists()


def test_clock_stands_while_the_venture_is_asked_and_goes_on_afterwards():
    submission = factories.submission()
    asked = factories.asked(submission, at=AT)
    assert (asked.clock_stopped_at, asked.due_on) == (AT, submission.due_on)

    answered = casework.answer_question(asked, "The second.", by=Actor.venture(asked), at=LATER, version=asked.version)

    assert (answered.clock_stopped_at, answered.due_on) == (None, submission.due_on + timedelta(days=4))


def test_clock_goes_on_where_officials_wait_no_longer():
    triage = factories.actor(Role.TRIAGE)
    asked = factories.asked(factories.submission(), at=AT)

    moved = transitions.apply_transition(
        asked, "stop_waiting", by=triage, at=LATER, version=asked.version, reason="No answer."
    )

    assert (moved.status, moved.clock_stopped_at) == (SubmissionStatus.UNDER_REVIEW, None)
    assert moved.due_on == asked.due_on + timedelta(days=4)
    assert moved.clarifications.get().ended_at == LATER


def test_clock_begins_anew_when_reopened():
    answered = factories.replied(factories.submission())

    moved = transitions.apply_transition(
        answered, "reopen", by=factories.actor(Role.LEAD), at=LATER, version=answered.version, reason="New facts."
    )

    assert moved.due_on == date(2025, 4, 6) + timedelta(days=21)


def test_move_ends_the_open_question_on_every_way_out_of_a_clarification():
    for name in ("quarantine", "withdraw"):
        asked = factories.asked(factories.submission(), at=AT)
        factories.moved(asked, name, at=LATER)
        assert asked.clarifications.get().ended_at == LATER
