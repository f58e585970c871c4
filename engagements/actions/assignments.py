"""Assign submissions to officials, by decision or by desk rule; one officer in charge at a time."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import CASE_ROLES, AuditedAct, Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Assignment, Desk, Official, Submission
from engagements.models.submission import REASON_MAX
from engagements.rules.actors import Actor
from engagements.rules.case_actions import ASSIGN
from engagements.rules.desks import DeskAssigner, case_officials
from engagements.rules.permissions import check_may

# Transfers between colleagues after which only a lead may reassign.
TRANSFERS_MAX = 3


def assign_to(submission: Submission, official: Official, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Assign a locked submission to an official and end the previous assignment.

    Call it inside the transaction that holds the lock. The caller checks permissions.
    """
    if submission.officer_in_charge_id is not None:
        Assignment.objects.current().filter(submission=submission).update(ended_at=at)
    Assignment.objects.create(
        submission=submission, official=official, assigned_by=by.user, assigned_at=at, reason=reason
    )
    submission.officer_in_charge = official
    submission.version += 1
    submission.save(update_fields=["officer_in_charge", "version"])
    audit.record(AuditedAct.SUBMISSION_ASSIGNED, submission, by=by, at=at, changes={"officer_in_charge": official})


def unassign(submission: Submission, *, by: Actor, at: datetime, because: str = "") -> None:
    """Remove the officer in charge from a locked submission.

    Call it inside the transaction that holds the lock. `because` is a `choices.ReleaseReason` for the audit trail.
    """
    Assignment.objects.current().filter(submission=submission).update(ended_at=at)
    submission.officer_in_charge = None
    submission.version += 1
    submission.save(update_fields=["officer_in_charge", "version"])
    changes = {"officer_in_charge": None} | ({"because": because} if because else {})
    audit.record(AuditedAct.SUBMISSION_ASSIGNED, submission, by=by, at=at, changes=changes)


class AssignmentChecks:
    """Cached data for assignment checks on a set of submissions: transfer counts and visibility.

    Runs one query for all transfers and one per official, whatever the number of submissions.
    """

    def __init__(self, submissions: Collection[Submission]) -> None:
        self._keys = {submission.pk for submission in submissions}
        self._open: dict[int, set[int]] = {}

    @cached_property
    def transfers(self) -> Counter[int]:
        """Count the transfers between colleagues, by submission id."""
        given = Assignment.objects.transfers().filter(submission__in=self._keys)
        return Counter(given.values_list("submission", flat=True))

    def is_open_to(self, official: Official, submission: Submission) -> bool:
        """Return whether an official may open a submission; a conflict of interest prevents it."""
        if official.pk not in self._open:
            visible = Submission.objects.visible_to(Actor.official(official)).filter(pk__in=self._keys)
            self._open[official.pk] = set(visible.values_list("pk", flat=True))
        return submission.pk in self._open[official.pk]


def check_may_take(official: Official, submission: Submission, *, ledger: AssignmentChecks | None = None) -> None:
    """Raise ActionRefused unless this official can be assigned to this submission, whoever makes the decision."""
    if not (official.is_active and official.roles & CASE_ROLES):
        raise ActionRefused(_("Choose an official who works on submissions."), field="official")
    if not (ledger or AssignmentChecks([submission])).is_open_to(official, submission):
        raise ActionRefused(
            _("%(name)s cannot open this submission because of a conflict of interest. Choose someone else.")
            % {"name": official},
            field="official",
        )


def may_take(official: Official, submission: Submission, *, ledger: AssignmentChecks | None = None) -> bool:
    """Return whether this official can be assigned to this submission."""
    try:
        check_may_take(official, submission, ledger=ledger)
    except ActionRefused:
        return False
    return True


def check_may_reassign(
    submission: Submission, official: Official, *, by: Actor, reason: str, ledger: AssignmentChecks
) -> None:
    """Raise ActionRefused unless the actor may assign this official now.

    Assigning the current officer in charge again is always allowed and changes nothing.
    """
    check_may(by, ASSIGN)
    if submission.status not in ASSIGN.sources:
        status = SubmissionStatus(submission.status).label
        raise ActionRefused(_("Its status is “%(status)s”, so no officer can be assigned to it.") % {"status": status})
    check_may_take(official, submission, ledger=ledger)
    if submission.officer_in_charge_id in (None, official.pk):
        return
    if ledger.transfers[submission.pk] >= TRANSFERS_MAX and not (by.is_system or Role.LEAD in by.roles):
        raise ActionRefused(
            _("This submission has already been reassigned three times. Only a lead can reassign it now."),
            field="official",
        )
    _check_reason(reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ActionRefused(_("An officer is already assigned. Explain why you are reassigning it."), field="reason")
    if len(reason.strip()) > REASON_MAX:
        raise ActionRefused(_("Shorten the reason to %(limit)d characters.") % {"limit": REASON_MAX}, field="reason")


def find_desk_and_official(
    submission: Submission, *, area_ids: Collection[int], roster: DeskAssigner, ledger: AssignmentChecks
) -> tuple[Desk | None, Official | None]:
    """Return the desk whose rule matches a submission and the official of it to assign; None where there is none."""
    rule = roster.rule_for(
        consultation_id=submission.consultation_id, challenge_id=submission.challenge_id, area_ids=area_ids
    )
    if rule is None:
        return None, None
    takers = (one for one in roster.candidates(rule.desk) if may_take(one, submission, ledger=ledger))
    return rule.desk, next(takers, None)


def assign_by_desk_rules(submission: Submission, *, area_ids: Collection[int], at: datetime) -> None:
    """Assign a new submission according to the desk rules; leave it unassigned if none matches.

    Call it inside the transaction that stores the submission. Runs 1 query without rules, 3 if one matches.
    """
    roster, ledger = DeskAssigner(on=timezone.localdate(at)), AssignmentChecks([submission])
    desk, official = find_desk_and_official(submission, area_ids=area_ids, roster=roster, ledger=ledger)
    if official is not None:
        assign_to(submission, official, by=Actor.system("desks"), at=at, reason=str(desk))


def assignable() -> list[Official]:
    """Return the officials who can be assigned submissions, by name, with their roles prefetched."""
    return list(case_officials().prefetch_related("grants").order_by("full_name", "pk"))


def officials_with_assignments() -> list[Official]:
    """Return, by name, officials who can be assigned submissions or who still have some assigned."""
    held = Submission.objects.filter(officer_in_charge=OuterRef("pk"))
    everyone = Official.objects.filter(Q(pk__in=case_officials().values("pk")) | Exists(held))
    return list(everyone.prefetch_related("grants").order_by("full_name", "pk"))
