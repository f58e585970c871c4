"""Conflicts of interest: declared by the official concerned, ended by another official."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments
from engagements.choices import AuditedAct, Relation, ReleaseReason
from engagements.errors import ActionRefused
from engagements.models import ConflictOfInterest, Official, Submission, Venture
from engagements.models.conflict_of_interest import NOTE_MAX
from engagements.rules.actors import Actor
from engagements.rules.conflicts_of_interest import check_may_declare, check_may_end
from engagements.rules.text_cleaning import check_text, normalised


def declare_conflict(venture: Venture, relation: Relation, note: str, *, by: Actor, at: datetime) -> ConflictOfInterest:
    """Hide a venture from the official who declares a relation to it, and return the declaration.

    Its submissions are no longer visible to them; those assigned to them become unassigned. The audit trail keeps the
    relation, never the note. Raises ActionRefused for a venture that is not visible to them or already declared.
    """
    note, official = _checked(note), by.user
    if official is None:
        raise ActionRefused(_("Only an official can declare this."))
    with audit.one_transaction():
        alike = Venture.objects.possibly_same_organisation(Venture.objects.filter(pk=venture.pk))
        # Lock now, so that none of them is assigned between this query and the declaration.
        held = list(Submission.objects.select_for_update(no_key=True).filter(venture__in=alike).order_by("pk"))
        check_may_declare(by, venture)
        declared = ConflictOfInterest.objects.create(
            official=official, venture=venture, relation=relation, note=note, declared_at=at
        )
        facts = {"official": official, "venture": venture, "relation": relation}
        changes = facts | ({"note": note} if note else {})
        audit.record(AuditedAct.CONFLICT_DECLARED, declared, by=by, at=at, changes=changes)
        _unassign_conflicting(official, held, by=by, at=at)
    return declared


def _unassign_conflicting(official: Official, submissions: list[Submission], *, by: Actor, at: datetime) -> None:
    """Unassign an official from their own of these submissions."""
    for submission in submissions:
        if submission.officer_in_charge_id == official.pk:
            assignments.unassign(submission, by=by, at=at, because=ReleaseReason.CONFLICT)


def end_conflict(conflict: ConflictOfInterest, reason: str, *, by: Actor, at: datetime) -> ConflictOfInterest:
    """End a conflict of interest, so that the venture is visible to the official again; return the current row.

    Raises ActionRefused without a reason, for the official concerned, and if it has already ended.
    """
    reason = _checked(reason)
    if not reason:
        raise ActionRefused(_("Give a reason. One sentence is enough."), field="reason")
    with transaction.atomic():
        current = (
            ConflictOfInterest.objects.visible_to(by)
            .select_for_update(of=("self",), no_key=True)
            .filter(pk=conflict.pk)
            .first()
        )
        if current is None:
            raise ActionRefused(_("You do not have access to this conflict of interest record."))
        check_may_end(by, current)
        if not current.is_active:
            raise ActionRefused(_("This has already ended."))
        current.ended_at, current.ended_by, current.ended_because = at, by.user, reason
        current.save(update_fields=["ended_at", "ended_by", "ended_because"])
        changes = {"ended_by": by.user, "ended_because": reason}
        audit.record(AuditedAct.CONFLICT_ENDED, current, by=by, at=at, changes=changes)
    return current


def _checked(text: str) -> str:
    text = normalised(text).strip()
    check_text(text)
    if len(text) > NOTE_MAX:
        raise ActionRefused(_("Write at most %(limit)d characters.") % {"limit": NOTE_MAX})
    return text
