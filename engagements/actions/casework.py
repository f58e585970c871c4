"""Casework: assignment, internal notes, questions to the venture, replies."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, moves
from engagements.choices import CASE_ROLES, AuditedAct, MessageKind, ReplyKind, Role, SubmissionStatus
from engagements.errors import Refused
from engagements.mail import messages
from engagements.models import Clarification, InternalNote, Objection, Official, Reply, Submission
from engagements.models.submission import WAITING
from engagements.rules import windows
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may


def opened(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Record that an official read a submission: reading personal data is an act."""
    audit.record(AuditedAct.SUBMISSION_READ, submission, by=by, at=at)


def assign(submission: Submission, official: Official, *, by: Actor, at: datetime, version: int) -> Submission:
    """Put an official in charge; the one before is relieved. Returns the submission as it stands.

    Raises Refused where the actor may not assign, or the official's roles do not let them work on it.
    """
    check_may(by, Act.ASSIGN)
    if not (official.is_active and official.roles & CASE_ROLES):
        raise Refused(_("Choose an official who works on submissions."), field="official")
    with transaction.atomic():
        current = moves.locked(submission, by=by, version=version)
        if current.officer_in_charge_id == official.pk:
            return current
        assignments.put_in_charge(current, official, by=by, at=at)
    return current


def note(submission: Submission, body: str, *, by: Actor, at: datetime) -> InternalNote:
    """Add an internal note, which no venture reads."""
    check_may(by, Act.WRITE_NOTE)
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise Refused(_("This submission is not open to you."))
    author = _author(by)
    with transaction.atomic():
        written = InternalNote.objects.create(submission=submission, author=author, body=_filled(body), written_at=at)
        audit.record(AuditedAct.NOTE_ADDED, submission, by=by, at=at, changes={"note": written})
    return written


def ask(submission: Submission, question: str, *, by: Actor, at: datetime, version: int) -> Submission:
    """Ask the venture a question: mail goes out, the clock stands until it is answered."""
    check_may(by, Act.ASK)
    with transaction.atomic():
        asked = Clarification(submission=submission, question=_filled(question), asked_by=_author(by), asked_at=at)
        current = moves.move(submission, "ask", by=by, at=at, version=version, carrying=asked)
        asked.save()
        audit.record(AuditedAct.CLARIFICATION_ASKED, current, by=by, at=at, changes={"clarification": asked})
    return current


def clarify(submission: Submission, answer: str, *, by: Actor, at: datetime, version: int) -> Submission:
    """Write down the venture's answer to the open question and let the clock go on."""
    with transaction.atomic():
        asked = Clarification.objects.open().filter(submission=submission).first()
        if asked is None:
            raise Refused(_("There is no open question. It may have been answered in another window."))
        current = moves.move(submission, "clarify", by=by, at=at, version=version, carrying=asked)
        asked.answer, asked.answered_at = _filled(answer), at
        asked.save(update_fields=["answer", "answered_at"])
        audit.record(AuditedAct.CLARIFICATION_ANSWERED, current, by=by, at=at, changes={"clarification": asked})
    return current


def object_to_reply(submission: Submission, body: str, *, by: Actor, at: datetime, version: int) -> Submission:
    """Write down that the last reply does not answer the venture's point; a lead is put in charge and looks again.

    Raises Refused the second time for the same reply.
    """
    with transaction.atomic():
        last = submission.replies.filter(kind=ReplyKind.FINAL).order_by("-sent_at", "-pk").first()
        if last is None or Objection.objects.filter(reply=last).exists():
            raise Refused(_("You told us so already. A lead looks at it again."))
        objection = Objection(reply=last, body=_filled(body), made_at=at)
        current = moves.move(submission, "object", by=by, at=at, version=version, carrying=objection)
        objection.save()
        audit.record(AuditedAct.REPLY_DISPUTED, current, by=by, at=at, changes={"reply": last})
        _hand_to_lead(current, at=at)
    return current


def _hand_to_lead(submission: Submission, *, at: datetime) -> None:
    """Put the lead with the fewest waiting submissions in charge; without any lead the one in charge stays."""
    leads = Official.objects.filter(is_active=True, grants__role=Role.LEAD)
    waiting = Count("submissions", filter=Q(submissions__status__in=WAITING))
    lead = leads.annotate(waiting=waiting).order_by("waiting", "pk").first()
    if lead is not None and lead.pk != submission.officer_in_charge_id:
        assignments.put_in_charge(submission, lead, by=Actor.system("objection"), at=at)


def reply(submission: Submission, body: str, *, kind: ReplyKind, by: Actor, at: datetime, version: int) -> Submission:
    """Reply to the venture; a final reply answers the submission, an interim one says when that will be.

    Mail goes out through the outbox. An interim reply gives the ministry another 21 days.
    """
    check_may(by, Act.REPLY)
    written = Reply(submission=submission, kind=kind, author=_author(by), body=_filled(body), sent_at=at)
    with transaction.atomic():
        if kind is ReplyKind.FINAL:
            current = moves.move(submission, "reply", by=by, at=at, version=version, carrying=written)
        else:
            current = _put_off(submission, by=by, at=at, version=version)
        written.save()
        _note_first_reply(current, at=at)
        audit.record(AuditedAct.REPLY_SENT, current, by=by, at=at, changes={"reply": written, "kind": kind})
    return current


def _put_off(submission: Submission, *, by: Actor, at: datetime, version: int) -> Submission:
    current = moves.locked(submission, by=by, version=version)
    if current.status != SubmissionStatus.UNDER_REVIEW:
        raise Refused(_("An interim reply is for a submission under review. Take it up first."))
    current.due_on = windows.answer_due_on(at)
    current.version += 1
    current.save(update_fields=["due_on", "version"])
    messages.queue_about(current, MessageKind.REPLY, at=at)
    return current


def _note_first_reply(submission: Submission, *, at: datetime) -> None:
    if submission.first_replied_at is None:
        submission.first_replied_at = at
        submission.save(update_fields=["first_replied_at"])


def _author(by: Actor) -> Official:
    if by.user is None:
        raise Refused(_("Only an official can write this."))
    return by.user


def _filled(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(_("Nothing was written. Write the text first."))
    return text


def assignable() -> list[Official]:
    """Return the officials who can be put in charge, by name."""
    roles = [str(role) for role in CASE_ROLES]
    return list(Official.objects.filter(is_active=True, grants__role__in=roles).distinct().order_by("full_name", "pk"))
