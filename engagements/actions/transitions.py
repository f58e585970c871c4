"""Apply status transitions."""

from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments
from engagements.choices import AuditedAct, Moderation, ReleaseReason, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.mail import messages
from engagements.models import Clarification, StatusChange, Submission
from engagements.rules import deadlines, lifecycle
from engagements.rules.actors import Actor
from engagements.rules.case_actions import REPLY
from engagements.rules.permissions import may


def locked(submission: Submission, *, by: Actor, version: int) -> Submission:
    """Return the current row, locked until the transaction ends.

    Raises ActionRefused if it is not visible to the actor, EditConflict if it is no longer the version they saw.
    """
    current = Submission.objects.visible_to(by).select_for_update(no_key=True).filter(pk=submission.pk).first()
    if current is None:
        raise ActionRefused(_("You do not have access to this submission."))
    if current.version != version:
        raise EditConflict(
            _(
                "Someone else changed this submission while you had it open. Nothing was saved. Check "
                "the changes, then try again."
            )
        )
    return current


def apply_transition(
    submission: Submission,
    name: str,
    *,
    by: Actor,
    at: datetime,
    version: int,
    reason: str = "",
    record: Model | None = None,
) -> Submission:
    """Apply one transition of the lifecycle to a submission and return the current row.

    `version` is the one the person saw. `record` is the record that some transitions require (the reply, the question).
    Raises ActionRefused if the transition is not allowed, EditConflict if someone changed the submission since. Writes
    status change, audit row and email in one transaction.
    """
    step = lifecycle.get_transition(name)
    with audit.one_transaction():
        current = locked(submission, by=by, version=version)
        lifecycle.check_move(step, current, by=by, reason=reason, record=record)
        source = SubmissionStatus(current.status)
        if source is SubmissionStatus.CLARIFICATION and record is None:
            Clarification.objects.open().filter(submission=current).update(ended_at=at)
        _set_clock(current, step, at=at)
        current.status = step.target
        current.version += 1
        current.save(update_fields=["status", "version", "due_on", "clock_stopped_at"])
        log_transition(current, step, source=source, by=by, at=at, reason=reason)
        if step.message:
            messages.queue_about(current, step.message, at=at, reason=reason if step.tells_reason else "")
        if step.reopens_publication and current.moderation != Moderation.PENDING:
            _reopen_publication(current, by=by, at=at)
        if step.restarts_clock:
            _unassign_former_official(current, by=by, at=at)
        if step.puts_in_charge:
            _assign_if_unassigned(current, by=by, at=at)
    return current


def log_transition(
    submission: Submission,
    step: lifecycle.Transition,
    *,
    source: SubmissionStatus | str,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Record an applied transition in the submission's history and in the audit trail."""
    StatusChange.objects.create(
        submission=submission,
        transition=step.name,
        from_status=source,
        to_status=step.target,
        official=by.user,
        at=at,
        reason=reason,
    )
    act = AuditedAct.SUBMISSION_MOVED if source else AuditedAct.SUBMISSION_RECEIVED
    audit.record(act, submission, by=by, at=at, changes={"status": step.target, "transition": step.name})


def _reopen_publication(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Reset the decision on publication, since the text it was based on is in doubt."""
    submission.moderation, submission.moderated_at, submission.moderated_by = Moderation.PENDING, None, None
    submission.not_published_reason, submission.tells_not_published_reason = "", False
    fields = ["moderation", "moderated_at", "moderated_by", "not_published_reason", "tells_not_published_reason"]
    submission.save(update_fields=fields)
    audit.record(AuditedAct.SUBMISSION_MODERATED, submission, by=by, at=at, changes={"moderation": Moderation.PENDING})


def _assign_if_unassigned(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Assign the actor who starts the review, if they can reply; a triage officer assigns it separately."""
    if submission.officer_in_charge_id is None and by.user is not None and may(by, REPLY):
        assignments.assign_to(submission, by.user, by=by, at=at)


def _unassign_former_official(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Unassign a reopened submission if its officer has left."""
    officer = submission.officer_in_charge
    if officer is not None and officer.left_at is not None:
        assignments.unassign(submission, by=by, at=at, because=ReleaseReason.LEFT)


def _set_clock(submission: Submission, step: lifecycle.Transition, *, at: datetime) -> None:
    """Pause the deadline during clarification, resume it after, restart it on reopening."""
    if submission.clock_stopped_at is not None:
        submission.due_on = deadlines.due_on_after_pause(
            submission.due_on, stopped_at=submission.clock_stopped_at, at=at
        )
        submission.clock_stopped_at = None
    if step.target is SubmissionStatus.CLARIFICATION:
        submission.clock_stopped_at = at
    if step.restarts_clock:
        submission.due_on = deadlines.answer_due_on(at)
