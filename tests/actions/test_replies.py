"""Drafts of replies: kept, changed, released, discarded; each success beside its refusal."""

from datetime import timedelta

import pytest

from engagements.actions import casework, conflicts_of_interest, replies
from engagements.choices import AuditedAct, Disposition, MessageKind, Relation, ReplyKind, Role, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import AuditEvent, Reply, ReplyDraft, ReplyTemplate, Submission
from engagements.rules.actors import Actor
from engagements.rules.replies import ReplyWording
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=2)
NO = ReplyWording("It costs too much.", ReplyKind.FINAL, Disposition.NOT_ACCEPTED, "No budget line exists.")


@pytest.fixture
def second_person(settings):
    settings.REPLIES_NEED_A_SECOND_PERSON = True


def words_of(record: Reply | ReplyDraft) -> ReplyWording:
    return ReplyWording(record.body, ReplyKind(record.kind), record.disposition, record.reason)


def trail_of(submission: Submission) -> list[tuple[str, object]]:
    events = AuditEvent.objects.filter(target_type="submission", target_id=str(submission.pk), act__startswith="reply")
    return list(events.order_by("pk").values_list("act", "official"))


def release(draft: ReplyDraft, by: Actor, *, version: int | None = None) -> ReplyDraft:
    submission = Submission.objects.get(pk=draft.submission_id)
    return replies.release_draft(
        draft, by=by, at=LATER, version=version or draft.version, submission_version=submission.version
    )


def test_draft_is_kept_and_nothing_else_happens():
    officer = factories.actor(Role.OFFICER)
    submission = factories.moved(factories.submission(), "take_up")
    mails = submission.messages.count()

    draft = replies.save_draft(submission, NO, by=officer, at=LATER)

    assert words_of(draft) == NO
    assert (draft.written_by, draft.written_at, draft.version, draft.is_waiting) == (officer.user, LATER, 1, True)
    current = Submission.objects.get(pk=submission.pk)
    assert (current.status, current.version, current.first_replied_at) == (submission.status, submission.version, None)
    assert (current.messages.count(), Reply.objects.count()) == (mails, 0)
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.changes) == (
        AuditedAct.REPLY_DRAFTED,
        officer.user,
        {"draft": draft.pk, "kind": "final"},
    )


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.SECURITY, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_draft_is_for_those_who_may_reply(role):
    submission = factories.moved(factories.submission(), "take_up")

    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        replies.save_draft(submission, NO, by=factories.actor(role), at=AT)

    assert not ReplyDraft.objects.exists()


def test_draft_on_a_quarantined_submission_is_refused():
    submission = factories.moved(factories.submission(), "quarantine")

    with pytest.raises(ActionRefused, match="You do not have access to this submission"):
        replies.save_draft(submission, NO, by=factories.actor(Role.LEAD), at=AT)


def test_second_draft_on_a_submission_is_refused_until_the_first_has_ended():
    first = factories.drafted(factories.submission())
    lead = factories.actor(Role.LEAD)

    with pytest.raises(ActionRefused, match="A draft reply already exists"):
        replies.save_draft(first.submission, NO, by=lead, at=AT)
    replies.discard_reply_draft(first, by=lead, at=AT, version=1)
    second = replies.save_draft(first.submission, NO, by=lead, at=AT)

    assert list(ReplyDraft.objects.waiting()) == [second]


def test_redraft_changes_the_words_and_their_writer():
    draft = factories.drafted(factories.submission())
    lead = factories.actor(Role.LEAD)

    changed = replies.update_draft(draft, NO, by=lead, at=LATER, version=1)

    kept = ReplyDraft.objects.get()
    assert kept == changed
    assert (words_of(kept), kept.written_by, kept.written_at, kept.version) == (NO, lead.user, LATER, 2)
    assert trail_of(draft.submission) == [
        (AuditedAct.REPLY_DRAFTED, draft.written_by_id),
        (AuditedAct.REPLY_REDRAFTED, lead.user.pk),
    ]


def test_redraft_that_changes_nothing_makes_nobody_the_writer(second_person):
    writer, colleague = factories.actor(Role.LEAD), factories.actor(Role.LEAD)
    draft = factories.drafted(factories.submission(), "Words.", by=writer)

    with pytest.raises(ActionRefused, match="Nothing has changed"):
        replies.update_draft(draft, ReplyWording(" Words. "), by=colleague, at=LATER, version=draft.version)
    with pytest.raises(ActionRefused, match="Ask a colleague"):
        release(draft, writer)
    assert ReplyDraft.objects.get().written_by == writer.user


def test_redraft_of_an_outdated_version_is_told():
    draft = factories.drafted(factories.submission())
    replies.update_draft(draft, NO, by=factories.actor(Role.LEAD), at=LATER, version=1)

    with pytest.raises(EditConflict, match="Someone changed this draft"):
        replies.update_draft(draft, ReplyWording("Mine."), by=factories.actor(Role.OFFICER), at=LATER, version=1)

    assert words_of(ReplyDraft.objects.get()) == NO


def test_release_sends_the_reply_at_that_moment():
    draft = factories.drafted(factories.submission(), NO.body, disposition=NO.disposition, reason=NO.reason)
    lead = factories.actor(Role.LEAD)

    released = release(draft, lead)

    reply = Reply.objects.get()
    submission = Submission.objects.get(pk=draft.submission_id)
    assert (words_of(reply), reply.author, reply.released_by, reply.sent_at) == (NO, draft.written_by, lead.user, LATER)
    assert (released.reply, released.ended_by, released.ended_at) == (reply, lead.user, LATER)
    assert (submission.status, submission.first_replied_at) == (SubmissionStatus.ANSWERED, LATER)
    assert submission.messages.latest("pk").kind == MessageKind.REPLY
    assert trail_of(submission)[-1] == (AuditedAct.REPLY_SENT, lead.user.pk)
    assert not ReplyDraft.objects.waiting().exists()


def test_release_of_an_interim_reply_gives_another_21_days():
    draft = factories.drafted(factories.submission(), kind=ReplyKind.INTERIM)

    release(draft, factories.actor(Role.LEAD))

    submission = Submission.objects.get()
    assert (submission.status, str(submission.due_on)) == (SubmissionStatus.UNDER_REVIEW, "2025-04-25")


def test_release_by_its_writer_is_possible_where_no_second_person_is_needed():
    officer = factories.actor(Role.OFFICER)
    draft = factories.drafted(factories.submission(), by=officer)

    release(draft, officer)

    assert (Reply.objects.get().author, Reply.objects.get().released_by) == (officer.user, None)


def test_release_by_its_writer_is_refused_where_a_second_person_is_needed(second_person):
    officer = factories.actor(Role.OFFICER)
    draft = factories.drafted(factories.submission(), by=officer)

    with pytest.raises(ActionRefused, match="You wrote this reply"):
        release(draft, officer)
    release(draft, factories.actor(Role.OFFICER))

    assert Reply.objects.get().author == officer.user


def test_release_by_who_changed_the_words_is_refused_where_a_second_person_is_needed(second_person):
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    draft = replies.update_draft(
        factories.drafted(factories.submission(), by=officer), NO, by=lead, at=LATER, version=1
    )

    with pytest.raises(ActionRefused, match="You wrote this reply"):
        release(draft, lead)
    release(draft, officer)

    assert words_of(Reply.objects.get()) == NO


def test_second_person_is_needed_for_final_replies_alone(second_person):
    officer = factories.actor(Role.OFFICER)
    submission = factories.moved(factories.submission(), "take_up")
    sent = {"by": officer, "at": LATER, "version": submission.version}

    with pytest.raises(ActionRefused, match="A second official must release final replies"):
        casework.reply(submission, "Done.", kind=ReplyKind.FINAL, **sent)
    casework.reply(submission, "Soon.", kind=ReplyKind.INTERIM, **sent)

    assert list(Reply.objects.values_list("body", flat=True)) == ["Soon."]


def test_release_of_words_that_were_changed_meanwhile_is_told():
    draft = factories.drafted(factories.submission())
    replies.update_draft(draft, NO, by=factories.actor(Role.OFFICER), at=LATER, version=1)

    with pytest.raises(EditConflict, match="Someone changed this draft"):
        release(draft, factories.actor(Role.LEAD), version=1)

    assert not Reply.objects.exists()


def test_release_on_a_submission_that_changed_meanwhile_is_told():
    draft = factories.drafted(factories.submission())
    seen = Submission.objects.get().version
    casework.reply(
        draft.submission, "Soon.", kind=ReplyKind.INTERIM, by=factories.actor(Role.LEAD), at=AT, version=seen
    )

    with pytest.raises(EditConflict, match="Someone else changed this submission"):
        replies.release_draft(draft, by=factories.actor(Role.LEAD), at=LATER, version=1, submission_version=seen)

    assert ReplyDraft.objects.get().is_waiting


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("close", "This is not possible while the submission is “Closed”."),
        ("withdraw", "This is not possible while the submission is “Withdrawn”."),
        ("quarantine", "You do not have access to this draft."),
    ],
)
def test_release_on_a_submission_that_takes_no_reply_is_refused(step, sentence):
    draft = factories.drafted(factories.submission())
    factories.moved(Submission.objects.get(), step)

    with pytest.raises(ActionRefused, match=sentence):
        release(draft, factories.actor(Role.LEAD))

    assert not Reply.objects.exists()


def test_release_of_words_whose_writer_declared_a_conflict_since_is_refused_until_another_writes_them():
    writer, colleague, third = (factories.actor(Role.LEAD) for _number in range(3))
    draft = factories.drafted(factories.submission(), by=writer)
    conflicts_of_interest.declare_conflict(draft.submission.venture, Relation.FAMILY, "", by=writer, at=LATER)

    with pytest.raises(ActionRefused, match="has since declared a conflict of interest with this venture"):
        release(draft, colleague)
    assert not Reply.objects.exists()

    draft = replies.update_draft(draft, ReplyWording("In other words."), by=colleague, at=LATER, version=draft.version)
    assert release(draft, third).reply == Reply.objects.get(author=colleague.user)


def test_draft_ends_once():
    lead = factories.actor(Role.LEAD)
    sent = release(factories.drafted(factories.submission()), lead)
    gone = replies.discard_reply_draft(factories.drafted(factories.submission()), by=lead, at=AT, version=1)

    with pytest.raises(ActionRefused, match="This reply has already been released"):
        release(sent, lead)
    with pytest.raises(ActionRefused, match="This draft was discarded"):
        replies.update_draft(gone, NO, by=lead, at=AT, version=1)

    assert Reply.objects.count() == 1


def test_discard_keeps_who_when_and_why():
    draft = factories.drafted(factories.submission())
    lead = factories.actor(Role.LEAD)

    replies.discard_reply_draft(draft, by=lead, at=LATER, version=1, because=" Superseded. ")

    kept = ReplyDraft.objects.get()
    assert (kept.ended_by, kept.ended_at, kept.discarded_because, kept.reply) == (lead.user, LATER, "Superseded.", None)
    assert trail_of(draft.submission)[-1] == (AuditedAct.REPLY_DISCARDED, lead.user.pk)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.AUDITOR])
def test_draft_is_ended_by_those_who_may_reply_alone(role):
    draft, reader = factories.drafted(factories.submission()), factories.actor(role)

    for ending in (
        lambda: release(draft, reader),
        lambda: replies.discard_reply_draft(draft, by=reader, at=AT, version=1),
    ):
        with pytest.raises(ActionRefused, match="Your role does not allow this"):
            ending()

    assert ReplyDraft.objects.get().is_waiting


def test_drafts_are_seen_by_officials_who_see_the_submission_and_by_no_venture():
    draft = factories.drafted(factories.submission())
    seen = {role: ReplyDraft.objects.visible_to(factories.actor(role)).count() for role in Role}

    assert seen == {
        Role.TRIAGE: 1,
        Role.OFFICER: 1,
        Role.LEAD: 1,
        Role.SECURITY: 0,
        Role.ANALYST: 1,
        Role.AUDITOR: 1,
        Role.ADMINISTRATOR: 0,
    }
    for nobody in (Actor.venture(draft.submission), Actor.anyone()):
        assert not ReplyDraft.objects.visible_to(nobody).exists()


def test_template_is_recorded_and_one_with_an_unknown_placeholder_refused():
    by = Actor.system("seed")
    replies.record_template(ReplyTemplate(name="Thanks", body="Dear {venture}"), by=by, at=AT)

    with pytest.raises(ActionRefused, match="There is no placeholder"):
        replies.record_template(ReplyTemplate(name="Wrong", body="Dear", body_hi="{nme}"), by=by, at=AT)

    assert list(ReplyTemplate.objects.values_list("name", flat=True)) == ["Thanks"]
    assert AuditEvent.objects.latest("pk").target_type == "replytemplate"
