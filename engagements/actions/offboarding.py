"""Offboard officials: end their sessions, and reassign their submissions or return them to the queue."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, powers, second_factors
from engagements.choices import CASE_ROLES, AuditedAct, LinkPurpose, ReleaseReason, Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import MailedLink, Official, Submission
from engagements.models.submission import WAITING
from engagements.rules.actors import Actor
from engagements.rules.permissions import check_may_edit

# Finished submissions stay assigned; if one is reopened, it becomes unassigned.
UNFINISHED = (*WAITING, SubmissionStatus.CLARIFICATION, SubmissionStatus.QUARANTINED)


@dataclass(frozen=True)
class OpenCases:
    """How many unfinished submissions are assigned to an official, and how many of them are overdue."""

    unfinished: int
    overdue: int


@dataclass(frozen=True)
class CaseHandover:
    """How many submissions went to a successor, and how many back to the queue."""

    handed_over: int
    returned: int


def open_cases_of(official: Official, *, on: date) -> OpenCases:
    """Return the open submissions of an official as numbers only, since administrators may not read submissions."""
    overdue = Count("pk", filter=Q(status__in=WAITING, due_on__lt=on))
    counted = _in_charge(official).aggregate(unfinished=Count("pk"), overdue=overdue)
    return OpenCases(**counted)


def deactivate_official(official: Official, *, successor: Official | None, by: Actor, at: datetime) -> CaseHandover:
    """Close the account of an official who has left and hand over their submissions.

    Submissions go to the successor; without one, or if they may not open one, back to the queue. Every session ends at
    its next request; roles and second factors are removed; the audit trail is kept. Raises ActionRefused for the
    actor's own account, for an official who has already left, and for a successor who does not work on submissions.
    """
    check_may_edit(by, "official")
    _check_successor(successor, of=official)
    if by.user is not None and by.user.pk == official.pk:
        raise ActionRefused(_("You cannot remove your own access. Ask another administrator."))
    with audit.one_transaction():
        current = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
        if current.left_at is not None:
            raise ActionRefused(_("This official has already left."))
        handover = _hand_over(current, successor, by=by, at=at)
        _close(current, by=by, at=at, handover=handover)
    return handover


def _in_charge(official: Official) -> QuerySet[Submission]:
    return Submission.objects.filter(officer_in_charge=official, status__in=UNFINISHED)


def _check_successor(successor: Official | None, *, of: Official) -> None:
    if successor is None:
        return
    if successor.pk == of.pk or not (successor.is_active and successor.roles & CASE_ROLES):
        raise ActionRefused(_("Choose another official who works on submissions."), field="successor")


def _hand_over(official: Official, successor: Official | None, *, by: Actor, at: datetime) -> CaseHandover:
    handed_over = returned = 0
    submissions = list(_in_charge(official).select_for_update(no_key=True).order_by("pk"))
    ledger = assignments.AssignmentChecks(submissions)
    for submission in submissions:
        if successor is not None and assignments.may_take(successor, submission, ledger=ledger):
            reason = _("%(name)s has left.") % {"name": official}
            assignments.assign_to(submission, successor, by=by, at=at, reason=reason)
            handed_over += 1
        else:
            assignments.unassign(submission, by=by, at=at, because=ReleaseReason.LEFT)
            returned += 1
    return CaseHandover(handed_over, returned)


def _close(official: Official, *, by: Actor, at: datetime, handover: CaseHandover) -> None:
    MailedLink.objects.filter(purpose=LinkPurpose.INVITATION, email=official.email, used_at__isnull=True).delete()
    second_factors.delete_second_factors(official)
    roles = sorted(official.roles)
    official.grants.all().delete()
    official.is_active = False
    official.left_at = official.logged_out_at = at
    official.set_unusable_password()
    official.save(update_fields=["is_active", "left_at", "logged_out_at", "password"])
    changes = {"roles": [], "held": roles, "handed_over": handover.handed_over, "returned": handover.returned}
    audit.record(AuditedAct.OFFICIAL_LEFT, official, by=by, at=at, changes=changes)
    powers.drop_waiting(official, by=by, at=at)
    powers.tell_taken(official, map(Role, roles), by=by, at=at)
