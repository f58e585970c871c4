"""Bulk actions: preview the effect on each submission, then apply it to all in one transaction or to none.

Permissions and texts are in `rules.case_actions`. The preview is repeated under the lock; any difference from what the
person saw refuses the whole bulk action.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, casework, publication, transitions
from engagements.choices import Moderation, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Official, Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.case_actions import REPLY, CaseAction
from engagements.rules.claims import new_to_ventures
from engagements.rules.desks import DeskAssigner
from engagements.rules.numerals import format_number
from engagements.rules.permissions import may

# A larger selection is refused: one transaction keeps every row locked until the last is written.
LIMIT = 500

Given = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedChange:
    """The planned effect of an action on one submission: status before and after, or why it is refused."""

    submission: Submission
    before: str
    after: str = ""
    why_not: str = ""
    # The official to assign, if the action is an assignment.
    official: Official | None = None

    @property
    def is_needed(self) -> bool:
        """Return whether anything would change."""
        return not self.why_not and self.before != self.after

    @property
    def mark(self) -> str:
        """Encode what must be unchanged on execution: submission id, version and assignee."""
        person = self.official.pk if self.official else 0
        return f"{self.submission.pk}:{self.submission.version}:{person}"


class BulkActionRefused(ActionRefused):
    """A bulk action that was not carried out; `changes` gives the reason for every row."""

    def __init__(self, message: str, *, changes: list[PlannedChange]) -> None:
        super().__init__(message)
        self.changes = changes


def preview(
    action: CaseAction, submissions: Collection[int], given: Given, *, by: Actor, at: datetime, seen: Mapping[int, int]
) -> list[PlannedChange]:
    """Return what an action would do with the submissions the actor may open, oldest due date first.

    `seen` maps ids to the versions that the person saw; a submission missing from it may have any version.
    """
    rows = list(_rows(submissions, by=by).in_queue_order())
    return _planned(action, rows, given, by=by, at=at, seen=seen)


def carry_out(action: CaseAction, marks: Collection[str], given: Given, *, by: Actor, at: datetime) -> int:
    """Execute a previewed bulk action; return how many submissions changed.

    `marks` are the marks of the previewed changes. Raises BulkActionRefused, with nothing changed, if any submission
    cannot be changed or would change differently from the preview, or if there are more than `LIMIT`.
    """
    seen = dict(_read_mark(mark) for mark in marks)
    if len(seen) > LIMIT:
        words = _("You have selected more than %(limit)s. Use a filter to shorten the list first.")
        raise BulkActionRefused(words % {"limit": format_number(LIMIT)}, changes=[])
    with audit.one_transaction():
        # Lock in a fixed order, so that bulk actions cannot deadlock; read the rows only once all are locked.
        held = Submission.objects.filter(pk__in=list(seen)).order_by("pk").select_for_update(no_key=True)
        list(held.values_list("pk", flat=True))
        rows = list(_rows(seen, by=by).in_queue_order())
        changes = _planned(action, rows, given, by=by, at=at, seen=seen)
        _check(changes, marks)
        needed = [change for change in changes if change.is_needed]
        for change in needed:
            execute_change(action, change, given, by=by, at=at)
    return len(needed)


def _rows(keys: Iterable[int], *, by: Actor) -> SubmissionQuerySet:
    return (
        Submission.objects.visible_to(by).filter(pk__in=list(keys)).with_facts().select_related("recorded_submission")
    )


def _read_mark(mark: str) -> tuple[int, int]:
    key, version, _person = mark.split(":")
    return int(key), int(version)


def _planned(
    action: CaseAction, rows: Sequence[Submission], given: Given, *, by: Actor, at: datetime, seen: Mapping[int, int]
) -> list[PlannedChange]:
    """Return the planned change of each row; refuse rows newer than what the person saw."""
    stale = {row.pk for row in rows if seen.get(row.pk, row.version) != row.version}
    match action.name:
        case "assign":
            changes = _plan_assignment(rows, given, by, at)
        case "publication":
            changes = _plan_publication(rows, given, by)
        case name:
            transition = lifecycle.get_transition(name)
            changes = [_plan_transition(row, transition, given.get("reason", ""), by) for row in rows]
    newer = _("Someone changed this after you opened the preview. Preview again.")
    return [replace(change, after="", why_not=newer) if change.submission.pk in stale else change for change in changes]


def execute_change(action: CaseAction, change: PlannedChange, given: Given, *, by: Actor, at: datetime) -> None:
    """Apply a planned change to one submission through the action for a single submission."""
    row, reason = change.submission, given.get("reason", "")
    match action.name:
        case "assign":
            assert change.official is not None  # noqa: S101 - a change without an official is refused and never executed
            reason = reason if row.officer_in_charge_id else ""
            casework.assign(row, change.official, by=by, at=at, version=row.version, reason=reason)
        case "publication" if given["decision"] == Moderation.PUBLISHED:
            publication.publish_submission(row, by=by, at=at, version=row.version)
        case "publication":
            publication.reject_publication(row, given["because"], by=by, at=at, version=row.version)
        case name:
            transitions.apply_transition(row, name, by=by, at=at, version=row.version, reason=reason)


def _check(changes: list[PlannedChange], marks: Collection[str]) -> None:
    if any(change.why_not for change in changes):
        raise BulkActionRefused(
            _(
                "Nothing was changed because at least one of the selected submissions cannot be changed. "
                "The reasons are below."
            ),
            changes=changes,
        )
    if {change.mark for change in changes} != set(marks):
        raise BulkActionRefused(
            _("Nothing was changed. The selected submissions have changed since you previewed them. Preview again."),
            changes=changes,
        )


def _plan_assignment(rows: Sequence[Submission], given: Given, by: Actor, at: datetime) -> list[PlannedChange]:
    """Plan the assignment of each row: to the chosen official, or according to the desk rules."""
    ledger = assignments.AssignmentChecks(rows)
    chosen = given["official"]
    named = _by_rules(rows, ledger, at=at) if chosen is None else {row.pk: chosen for row in rows}
    return [_assignment(row, named[row.pk], ledger, given["reason"], by) for row in rows]


def _by_rules(
    rows: Sequence[Submission], ledger: assignments.AssignmentChecks, *, at: datetime
) -> dict[int, Official | ActionRefused]:
    """Return the official whom the desk rules select for each submission, or the refusal.

    Each planned assignment counts towards the load for the next.
    """
    roster, areas = DeskAssigner(on=timezone.localdate(at)), _areas_of(rows)
    named: dict[int, Official | ActionRefused] = {}
    for row in rows:
        about = areas.get(row.pk, set())
        desk, official = assignments.find_desk_and_official(row, area_ids=about, roster=roster, ledger=ledger)
        if official is not None and row.officer_in_charge_id != official.pk:
            roster.count_assignment(official)
        named[row.pk] = official or _nobody(str(desk) if desk else "")
    return named


def _nobody(desk: str) -> ActionRefused:
    if not desk:
        return ActionRefused(_("No desk rule covers this submission."))
    return ActionRefused(_("No one on the desk “%(desk)s” is available to take it.") % {"desk": desk})


def _areas_of(rows: Sequence[Submission]) -> dict[int, set[int]]:
    links = Submission.focus_areas.through.objects.filter(submission__in=[row.pk for row in rows])
    found: dict[int, set[int]] = {}
    for submission, area in links.values_list("submission", "focusarea"):
        found.setdefault(submission, set()).add(area)
    return found


def _assignment(
    row: Submission, official: Official | ActionRefused, ledger: assignments.AssignmentChecks, reason: str, by: Actor
) -> PlannedChange:
    before = str(row.officer_in_charge or _("no one"))
    if isinstance(official, ActionRefused):
        return PlannedChange(row, before, why_not=official.message)
    try:
        assignments.check_may_reassign(row, official, by=by, reason=reason, ledger=ledger)
    except ActionRefused as refused:
        return PlannedChange(row, before, why_not=refused.message)
    return PlannedChange(row, before, str(official), official=official)


def _plan_transition(row: Submission, transition: lifecycle.Transition, reason: str, by: Actor) -> PlannedChange:
    before = str(SubmissionStatus(row.status).label)
    try:
        lifecycle.check_move(transition, row, by=by, reason=reason, record=None)
    except ActionRefused as refused:
        return PlannedChange(row, before, why_not=refused.message)
    after = str(transition.target.label)
    if transition.puts_in_charge and row.officer_in_charge_id is None and may(by, REPLY):
        after = _("%(status)s, in charge: %(official)s") % {"status": after, "official": by.user}
    return PlannedChange(row, before, after)


def _plan_publication(rows: Sequence[Submission], given: Given, by: Actor) -> list[PlannedChange]:
    new = new_to_ventures(row.pk for row in rows) if given["decision"] == Moderation.PUBLISHED else frozenset()
    return [_decision(row, Moderation(given["decision"]), by, is_new=row.pk in new) for row in rows]


def _decision(row: Submission, decision: Moderation, by: Actor, *, is_new: bool) -> PlannedChange:
    before = str(Moderation(row.moderation).label)
    if is_new:
        return PlannedChange(row, before, why_not=_("Its address is new to the venture. Decide on its own page."))
    try:
        publication.check_may_decide(row, by=by)
    except ActionRefused as refused:
        return PlannedChange(row, before, why_not=refused.message)
    return PlannedChange(row, before, str(decision.label))
