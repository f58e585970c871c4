"""Who is in charge of a submission: one official at a time, and how long."""

from datetime import datetime

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import Assignment, Official, Submission
from engagements.rules.actors import Actor


def put_in_charge(submission: Submission, official: Official, *, by: Actor, at: datetime) -> None:
    """Put an official in charge of a locked submission and relieve whoever was before.

    Call it inside the transaction that holds the lock. Whether the actor may do so is for the caller to check.
    """
    Assignment.objects.current().filter(submission=submission).update(ended_at=at)
    Assignment.objects.create(submission=submission, official=official, assigned_by=by.user, assigned_at=at)
    submission.officer_in_charge = official
    submission.version += 1
    submission.save(update_fields=["officer_in_charge", "version"])
    audit.record(AuditedAct.SUBMISSION_ASSIGNED, submission, by=by, at=at, changes={"officer_in_charge": official})
