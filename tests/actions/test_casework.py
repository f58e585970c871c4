"""Assignment, notes, questions and replies: each success beside its refusal."""

from datetime import timedelta

import pytest

from engagements.actions import assignments, casework
from engagements.choices import AuditedAct, MessageKind, ReplyKind, Role, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Assignment, AuditEvent, Clarification, InternalNote, Reply, Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=2)


def last_event() -> tuple[str, object, dict]:
    event = AuditEvent.objects.latest("pk")
    return event.act, event.official, event.changes


def taken_up() -> Submission:
    return factories.moved(factories.submission(), "take_up")


def test_opened_is_put_on_record():
    analyst = factories.actor(Role.ANALYST)
    submission = factories.submission()

    casework.log_submission_read(submission, by=analyst, at=LATER)

    assert last_event() == (AuditedAct.SUBMISSION_READ, analyst.user, {})
    assert AuditEvent.objects.latest("pk").target_id == str(submission.pk)


def test_assign_puts_one_in_charge_and_relieves_the_one_before():
    lead = factories.actor(Role.LEAD)
    first, second = factories.official(Role.OFFICER), factories.official(Role.OFFICER)
    submission = factories.submission()
    submission = casework.assign(submission, first, by=lead, at=AT, version=submission.version)
    submission = casework.assign(submission, second, by=lead, at=LATER, version=submission.version, reason="On leave.")

    assert submission.officer_in_charge == second
    periods = Assignment.objects.values_list("official", "assigned_by", "assigned_at", "ended_at")
    assert list(periods) == [(first.pk, lead.user.pk, AT, LATER), (second.pk, lead.user.pk, LATER, None)]
    assert last_event() == (AuditedAct.SUBMISSION_ASSIGNED, lead.user, {"officer_in_charge": second.pk})


def test_assign_to_the_same_one_changes_nothing():
    triage, officer = factories.actor(Role.TRIAGE), factories.official(Role.OFFICER)
    submission = factories.submission()
    first = casework.assign(submission, officer, by=triage, at=AT, version=submission.version)
    again = casework.assign(first, officer, by=triage, at=LATER, version=first.version)

    assert again.version == first.version
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SECURITY, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_assign_is_for_triage_and_lead(role):
    submission, officer = factories.submission(), factories.official(Role.OFFICER)

    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        casework.assign(submission, officer, by=factories.actor(role), at=AT, version=submission.version)

    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "chosen", [{"roles": [Role.AUDITOR]}, {"roles": []}, {"roles": [Role.OFFICER], "is_active": False}]
)
def test_assign_refuses_officials_who_do_not_work_on_submissions(chosen):
    submission = factories.submission()
    official = factories.official(*chosen.pop("roles"), **chosen)

    with pytest.raises(ActionRefused, match="Choose an official who works on submissions") as refused:
        casework.assign(submission, official, by=factories.actor(Role.LEAD), at=AT, version=submission.version)

    assert refused.value.field == "official"


def test_assign_of_an_outdated_version_is_told():
    lead, officer = factories.actor(Role.LEAD), factories.official(Role.OFFICER)
    seen = factories.submission()
    factories.moved(seen, "take_up")

    with pytest.raises(EditConflict):
        casework.assign(seen, officer, by=lead, at=AT, version=seen.version)


def test_assignable_are_those_who_work_on_submissions_by_name():
    zoya = factories.official(Role.OFFICER, Role.LEAD, full_name="Zoya")
    asha = factories.official(Role.TRIAGE, full_name="Asha")
    factories.official(Role.AUDITOR, full_name="Meera")
    factories.official(Role.OFFICER, full_name="Gone", is_active=False)

    assert assignments.assignable() == [asha, zoya]


def test_note_is_kept_with_author_and_time():
    officer = factories.actor(Role.OFFICER)
    submission = factories.submission()

    note = casework.note(submission, "  Ask finance first.  ", by=officer, at=LATER)

    assert (note.author, note.body, note.written_at) == (officer.user, "Ask finance first.", LATER)
    assert last_event() == (AuditedAct.NOTE_ADDED, officer.user, {"note": note.pk})
    assert submission.messages.count() == 1


@pytest.mark.parametrize(
    ("role", "body", "sentence"),
    [
        (Role.ANALYST, "A thought.", "Your role does not allow this"),
        (Role.SECURITY, "A thought.", "You do not have access to this submission"),
        (Role.OFFICER, "  \n ", "Nothing was written"),
    ],
)
def test_note_is_refused_in_words(role, body, sentence):
    with pytest.raises(ActionRefused, match=sentence):
        casework.note(factories.submission(), body, by=factories.actor(role), at=AT)

    assert not InternalNote.objects.exists()


def test_ask_stops_the_clock_and_tells_the_venture():
    triage = factories.actor(Role.TRIAGE)
    submission = taken_up()

    asked = casework.ask(submission, "Which milestone?", by=triage, at=LATER, version=submission.version)

    question = Clarification.objects.get()
    assert (question.question, question.asked_by, question.asked_at) == ("Which milestone?", triage.user, LATER)
    assert (asked.status, asked.clock_stopped_at) == (SubmissionStatus.CLARIFICATION, LATER)
    assert asked.messages.latest("pk").kind == MessageKind.CLARIFICATION
    assert "Which milestone?" not in asked.messages.latest("pk").body
    assert last_event() == (AuditedAct.CLARIFICATION_ASKED, triage.user, {"clarification": question.pk})


@pytest.mark.parametrize(
    ("role", "question", "sentence"),
    [
        (Role.AUDITOR, "Which?", "Your role does not allow this"),
        (Role.OFFICER, " ", "Nothing was written"),
    ],
)
def test_ask_is_refused_in_words(role, question, sentence):
    submission = taken_up()

    with pytest.raises(ActionRefused, match=sentence):
        casework.ask(submission, question, by=factories.actor(role), at=AT, version=submission.version)

    assert not Clarification.objects.exists()


def test_ask_before_it_is_taken_up_is_refused():
    submission = factories.submission()

    with pytest.raises(ActionRefused, match="not possible while the submission is “Received”"):
        casework.ask(submission, "Which?", by=factories.actor(Role.OFFICER), at=AT, version=submission.version)

    assert not Clarification.objects.exists()


def test_clarify_writes_the_answer_down():
    asked = factories.asked(factories.submission(), at=AT)
    venture = Actor.venture(asked)

    answered = casework.answer_question(asked, "The second.", by=venture, at=LATER, version=asked.version)

    question = Clarification.objects.get()
    assert (question.answer, question.answered_at) == ("The second.", LATER)
    assert answered.status == SubmissionStatus.UNDER_REVIEW
    assert AuditEvent.objects.latest("pk").act == AuditedAct.CLARIFICATION_ANSWERED


def test_clarify_a_second_time_is_refused():
    asked = factories.asked(factories.submission(), at=AT)
    venture = Actor.venture(asked)
    answered = casework.answer_question(asked, "The second.", by=venture, at=LATER, version=asked.version)

    with pytest.raises(ActionRefused, match="There is no open question"):
        casework.answer_question(answered, "The third.", by=venture, at=LATER, version=answered.version)

    assert Clarification.objects.get().answer == "The second."


def test_clarify_is_not_for_officials():
    asked = factories.asked(factories.submission(), at=AT)

    with pytest.raises(ActionRefused, match="Your role does not allow this action"):
        casework.answer_question(asked, "Invented.", by=factories.actor(Role.LEAD), at=LATER, version=asked.version)

    assert Clarification.objects.get().answer == ""


def test_final_reply_answers_the_submission():
    officer = factories.actor(Role.OFFICER)
    submission = taken_up()

    answered = casework.reply(
        submission, "We changed it.", kind=ReplyKind.FINAL, by=officer, at=LATER, version=submission.version
    )

    reply = Reply.objects.get()
    assert (reply.body, reply.author, reply.kind, reply.sent_at) == ("We changed it.", officer.user, "final", LATER)
    assert (answered.status, answered.first_replied_at) == (SubmissionStatus.ANSWERED, LATER)
    assert answered.messages.latest("pk").kind == MessageKind.REPLY
    assert last_event() == (AuditedAct.REPLY_SENT, officer.user, {"reply": reply.pk, "kind": "final"})


def test_interim_reply_gives_the_ministry_its_time_again():
    officer = factories.actor(Role.OFFICER)
    submission = taken_up()

    current = casework.reply(
        submission, "In May.", kind=ReplyKind.INTERIM, by=officer, at=LATER, version=submission.version
    )

    assert (current.status, current.due_on) == (SubmissionStatus.UNDER_REVIEW, submission.due_on + timedelta(days=2))
    assert (current.first_replied_at, current.version) == (LATER, submission.version + 1)
    assert current.messages.latest("pk").kind == MessageKind.REPLY


def test_first_reply_stays_the_first():
    officer = factories.actor(Role.OFFICER)
    submission = taken_up()
    for days, kind in [(2, ReplyKind.INTERIM), (9, ReplyKind.FINAL)]:
        at = AT + timedelta(days=days)
        submission = casework.reply(submission, "Text.", kind=kind, by=officer, at=at, version=submission.version)

    assert submission.first_replied_at == LATER


@pytest.mark.parametrize("kind", ReplyKind)
@pytest.mark.parametrize(
    ("role", "body", "sentence"),
    [
        (Role.TRIAGE, "Text.", "Your role does not allow this"),
        (Role.OFFICER, "", "Nothing was written"),
    ],
)
def test_reply_is_refused_in_words(kind, role, body, sentence):
    submission = taken_up()

    with pytest.raises(ActionRefused, match=sentence):
        casework.reply(submission, body, kind=kind, by=factories.actor(role), at=AT, version=submission.version)

    assert not Reply.objects.exists()


@pytest.mark.parametrize("kind", ReplyKind)
def test_reply_before_it_is_taken_up_or_by_an_outdated_version_is_refused(kind):
    lead = factories.actor(Role.LEAD)
    seen = factories.submission()

    with pytest.raises(ActionRefused):
        casework.reply(seen, "Text.", kind=kind, by=lead, at=AT, version=seen.version)
    factories.moved(seen, "take_up")
    with pytest.raises(EditConflict):
        casework.reply(seen, "Text.", kind=kind, by=lead, at=AT, version=seen.version)

    assert not Reply.objects.exists()
    assert [mail.kind for mail in seen.messages.all()] == [MessageKind.ACKNOWLEDGEMENT]


def test_two_replies_at_once_leave_one_and_tell_the_other():
    first, second = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    seen = taken_up()
    casework.reply(seen, "Mine.", kind=ReplyKind.FINAL, by=first, at=AT, version=seen.version)

    with pytest.raises(EditConflict, match="Nothing was saved"):
        casework.reply(seen, "Also mine.", kind=ReplyKind.FINAL, by=second, at=AT, version=seen.version)

    assert [reply.body for reply in Reply.objects.all()] == ["Mine."]
