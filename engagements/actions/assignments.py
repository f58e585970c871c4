"""Who is in charge of a submission: one official at a time, by a person's word or by a desk's rule."""

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

# How often a submission is given from one colleague to another before the lead alone decides.
TRANSFERS_MAX = 3


def assign_to(submission: Submission, official: Official, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Put an official in charge of a locked submission and relieve whoever was before.

    Call it inside the transaction that holds the lock. Whether the actor may do so is for the caller to check.
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
    """Take a locked submission off whoever is in charge, so that it stands among the unassigned again.

    Call it inside the transaction that holds the lock. `because` is a word for the trail (`choices.ReleaseReason`).
    """
    Assignment.objects.current().filter(submission=submission).update(ended_at=at)
    submission.officer_in_charge = None
    submission.version += 1
    submission.save(update_fields=["officer_in_charge", "version"])
    changes = {"officer_in_charge": None} | ({"because": because} if because else {})
    audit.record(AuditedAct.SUBMISSION_ASSIGNED, submission, by=by, at=at, changes=changes)


class AssignmentChecks:
    """What decides who can get some submissions: how often each was given on, and to whom it is open.

    One query for the transfers, and one for each official who is asked about, however many submissions there are.
    """

    def __init__(self, submissions: Collection[Submission]) -> None:
        self._keys = {submission.pk for submission in submissions}
        self._open: dict[int, set[int]] = {}

    @cached_property
    def transfers(self) -> Counter[int]:
        """How often each submission was given from one colleague to another, by id."""
        given = Assignment.objects.transfers().filter(submission__in=self._keys)
        return Counter(given.values_list("submission", flat=True))

    def is_open_to(self, official: Official, submission: Submission) -> bool:
        """Return whether an official may open a submission; a conflict of interest closes it."""
        if official.pk not in self._open:
            visible = Submission.objects.visible_to(Actor.official(official)).filter(pk__in=self._keys)
            self._open[official.pk] = set(visible.values_list("pk", flat=True))
        return submission.pk in self._open[official.pk]


def check_may_take(official: Official, submission: Submission, *, ledger: AssignmentChecks | None = None) -> None:
    """Raise ActionRefused unless this official can be in charge of this submission, whoever decides it."""
    if not (official.is_active and official.roles & CASE_ROLES):
        raise ActionRefused(_("Choose an official who works on submissions."), field="official")
    if not (ledger or AssignmentChecks([submission])).is_open_to(official, submission):
        raise ActionRefused(
            _("%(name)s cannot open this submission because of a conflict of interest. Choose someone else.")
            % {"name": official},
            field="official",
        )


def may_take(official: Official, submission: Submission, *, ledger: AssignmentChecks | None = None) -> bool:
    """Return whether this official can be in charge of this submission."""
    try:
        check_may_take(official, submission, ledger=ledger)
    except ActionRefused:
        return False
    return True


def check_may_reassign(
    submission: Submission, official: Official, *, by: Actor, reason: str, ledger: AssignmentChecks
) -> None:
    """Raise ActionRefused unless the actor may put this official in charge now.

    Who is in charge already can always be put in charge: nothing changes.
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
    """Return the desk whose rule fits a submission, and who of it takes it; None for each that there is not."""
    rule = roster.rule_for(
        consultation_id=submission.consultation_id, challenge_id=submission.challenge_id, area_ids=area_ids
    )
    if rule is None:
        return None, None
    takers = (one for one in roster.candidates(rule.desk) if may_take(one, submission, ledger=ledger))
    return rule.desk, next(takers, None)


def assign_by_desk_rules(submission: Submission, *, area_ids: Collection[int], at: datetime) -> None:
    """Put whoever the rules name in charge of a submission that just arrived; without a fitting desk nobody is.

    Call it inside the transaction of the arrival. Asks once where there are no rules, three times where one fits.
    """
    roster, ledger = DeskAssigner(on=timezone.localdate(at)), AssignmentChecks([submission])
    desk, official = find_desk_and_official(submission, area_ids=area_ids, roster=roster, ledger=ledger)
    if official is not None:
        assign_to(submission, official, by=Actor.system("desks"), at=at, reason=str(desk))


def assignable() -> list[Official]:
    """Return the officials who can be put in charge, by name, with their roles at hand."""
    return list(case_officials().prefetch_related("grants").order_by("full_name", "pk"))


def officials_with_assignments() -> list[Official]:
    """Return those who can be put in charge and those who still are though they no longer can, by name."""
    held = Submission.objects.filter(officer_in_charge=OuterRef("pk"))
    everyone = Official.objects.filter(Q(pk__in=case_officials().values("pk")) | Exists(held))
    return list(everyone.prefetch_related("grants").order_by("full_name", "pk"))
