"""Casework: assign submissions, write internal notes, ask the venture, reply."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, attachments, indexing, quarantine, transitions
from engagements.choices import AuditedAct, Disposition, MessageKind, ReplyKind, Role
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Absence, Clarification, InternalNote, Objection, Official, Reply, ReplyDraft, Submission
from engagements.models.submission import WAITING
from engagements.rules import deadlines
from engagements.rules.actors import Actor
from engagements.rules.case_actions import ASK, ASSIGN, NOTE, REPLY
from engagements.rules.permissions import check_may
from engagements.rules.replies import ReplyWording, checked


def log_submission_read(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Record that an official read a submission, since reading personal data is audited."""
    audit.record(AuditedAct.SUBMISSION_READ, submission, by=by, at=at)


def assign(
    submission: Submission, official: Official, *, by: Actor, at: datetime, version: int, reason: str = ""
) -> Submission:
    """Assign an official to a submission, replacing the previous one; return the current submission.

    Raises ActionRefused if the actor may not assign, the official cannot be assigned, no reason was given for a
    reassignment, or the transfer limit is reached.
    """
    check_may(by, ASSIGN)
    with transaction.atomic():
        current = transitions.locked(submission, by=by, version=version)
        ledger = assignments.AssignmentChecks([current])
        assignments.check_may_reassign(current, official, by=by, reason=reason, ledger=ledger)
        if current.officer_in_charge_id != official.pk:
            assignments.assign_to(current, official, by=by, at=at, reason=reason.strip())
    return current


def note(submission: Submission, body: str, *, by: Actor, at: datetime) -> InternalNote:
    """Add an internal note, which is never visible to the venture."""
    check_may(by, NOTE)
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise ActionRefused(_("You do not have access to this submission."))
    author = _author(by)
    with transaction.atomic():
        written = InternalNote.objects.create(
            submission=submission, author=author, body=_require_text(body), written_at=at
        )
        indexing.add_words(submission, written.body)
        audit.record(AuditedAct.NOTE_ADDED, submission, by=by, at=at, changes={"note": written})
    return written


def ask(submission: Submission, question: str, *, by: Actor, at: datetime, version: int) -> Submission:
    """Ask the venture a question: queue an email and pause the deadline until it is answered."""
    check_may(by, ASK)
    with audit.one_transaction():
        asked = Clarification(
            submission=submission, question=_require_text(question), asked_by=_author(by), asked_at=at
        )
        current = transitions.apply_transition(submission, "ask", by=by, at=at, version=version, record=asked)
        asked.save()
        indexing.add_words(submission, asked.question)
        audit.record(AuditedAct.CLARIFICATION_ASKED, current, by=by, at=at, changes={"clarification": asked})
    return current


def answer_question(
    submission: Submission,
    answer: str,
    *,
    files: Collection[UploadedFile] = (),
    by: Actor,
    at: datetime,
    version: int,
) -> Submission:
    """Store the venture's answer to the open question with its files, and resume the deadline.

    Sensitive content in the answer or in a file name quarantines the submission. Raises ActionRefused, with
    `field="attachments"` if a file is not accepted; then nothing is stored.
    """
    with attachments.stored(files, at=at) as rows, audit.one_transaction():
        asked = Clarification.objects.open().filter(submission=submission).first()
        if asked is None:
            raise ActionRefused(_("There is no open question. It may already have been answered in another window."))
        current = transitions.apply_transition(submission, "clarify", by=by, at=at, version=version, record=asked)
        asked.answer, asked.answered_at = _require_text(answer), at
        asked.save(update_fields=["answer", "answered_at"])
        attachments.attach_to_answer(asked, rows)
        indexing.add_words(submission, asked.answer)
        changes: dict[str, object] = {"clarification": asked} | ({"files": len(rows)} if rows else {})
        audit.record(AuditedAct.CLARIFICATION_ANSWERED, current, by=by, at=at, changes=changes)
        texts = {"answer": answer} | {f"file {place}": row.original_name for place, row in enumerate(rows)}
        return quarantine.quarantine_if_sensitive(current, texts, at=at)


def object_to_reply(submission: Submission, body: str, *, by: Actor, at: datetime, version: int) -> Submission:
    """Record an objection to the last reply and assign a lead, who looks at the submission again.

    Sensitive content quarantines the submission. Raises ActionRefused on a second objection to the same reply.
    """
    with audit.one_transaction():
        last = submission.replies.filter(kind=ReplyKind.FINAL).order_by("-sent_at", "-pk").first()
        if last is None or Objection.objects.filter(reply=last).exists():
            raise ActionRefused(_("You have already told us this. A senior officer will look at it again."))
        objection = Objection(reply=last, body=_require_text(body), made_at=at)
        current = transitions.apply_transition(submission, "object", by=by, at=at, version=version, record=objection)
        objection.save()
        indexing.add_words(submission, objection.body)
        audit.record(AuditedAct.REPLY_DISPUTED, current, by=by, at=at, changes={"reply": last})
        _hand_to_lead(current, at=at)
        return quarantine.quarantine_if_sensitive(current, {"objection": body}, at=at)


def _hand_to_lead(submission: Submission, *, at: datetime) -> None:
    """Assign the lead with the fewest waiting submissions, present ones first; without any lead, change nothing."""
    leads = Official.objects.filter(is_active=True, grants__role=Role.LEAD).prefetch_related("grants")
    waiting = Count("submissions", filter=Q(submissions__status__in=WAITING))
    is_away = Exists(Absence.objects.on(timezone.localdate(at)).filter(official=OuterRef("pk")))
    nearest = leads.annotate(waiting=waiting, is_away=is_away).order_by("is_away", "waiting", "pk")
    lead = next((lead for lead in nearest if assignments.may_take(lead, submission)), None)
    if lead is not None and lead.pk != submission.officer_in_charge_id:
        assignments.assign_to(submission, lead, by=Actor.system("objection"), at=at)


def reply(
    submission: Submission,
    body: str,
    *,
    kind: ReplyKind,
    by: Actor,
    at: datetime,
    version: int,
    disposition: Disposition | str = "",
    reason: str = "",
    draft: ReplyDraft | None = None,
) -> Submission:
    """Reply to the venture, with a new text or with that of a locked draft, which is then closed.

    A final reply answers the submission; an interim one extends the deadline by 21 days. Queues an email. Raises
    ActionRefused for a final reply without a draft if a second person has to release it
    (`REPLIES_NEED_A_SECOND_PERSON`).
    """
    check_may(by, REPLY)
    if draft is None and kind is ReplyKind.FINAL and settings.REPLIES_NEED_A_SECOND_PERSON and not by.is_system:
        raise ActionRefused(_("A second official must release final replies. Save this as a draft."))
    said, author = checked(ReplyWording(body, kind, disposition, reason)), draft.written_by if draft else _author(by)
    released_by = by.user if by.user != author else None
    written = Reply(submission=submission, author=author, released_by=released_by, sent_at=at, **vars(said))
    with audit.one_transaction():
        if kind is ReplyKind.FINAL:
            current = transitions.apply_transition(submission, "reply", by=by, at=at, version=version, record=written)
        else:
            current = _extend_deadline(submission, by=by, at=at, version=version)
        written.save()
        if draft is not None:
            draft.reply, draft.ended_at, draft.ended_by = written, at, _author(by)
            draft.save(update_fields=["reply", "ended_at", "ended_by"])
        indexing.add_words(submission, written.body, written.reason)
        if current.first_replied_at is None:
            current.first_replied_at = at
            current.save(update_fields=["first_replied_at"])
        # Record the disposition only if one was chosen.
        decided = {"disposition": written.disposition} if written.disposition else {}
        audit.record(AuditedAct.REPLY_SENT, current, by=by, at=at, changes={"reply": written, "kind": kind, **decided})
    return current


def _extend_deadline(submission: Submission, *, by: Actor, at: datetime, version: int) -> Submission:
    current = transitions.locked(submission, by=by, version=version)
    if current.status not in REPLY.sources:
        raise ActionRefused(
            _("You can only send an interim reply to a submission that is under review. Start the review first.")
        )
    current.due_on = deadlines.answer_due_on(at)
    current.version += 1
    current.save(update_fields=["due_on", "version"])
    messages.queue_about(current, MessageKind.REPLY, at=at)
    return current


def _author(by: Actor) -> Official:
    if by.user is None:
        raise ActionRefused(_("Only an official can write this."))
    return by.user


def _require_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise ActionRefused(_("Nothing was written. Write the text first."))
    return text
