"""Merge campaigns, and separate submissions from them; both need a reason."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import campaign_detection
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused
from engagements.models import Campaign, Fingerprint, IndexedShingle, Submission
from engagements.models.submission import REASON_MAX
from engagements.rules.actors import Actor
from engagements.rules.campaigns import boilerplate_shingles
from engagements.rules.permissions import Act, check_may


def merge(campaign: Campaign, into: Campaign, because: str, *, by: Actor, at: datetime) -> Campaign:
    """Move the submissions of a campaign into another one; return the other one.

    Raises ActionRefused if one of them is not visible to the actor, has been merged, or is of another consultation.
    """
    check_may(by, Act.EDIT_CAMPAIGNS)
    reason = _reason(because)
    with transaction.atomic():
        campaign_detection.lock(campaign.consultation)
        current, target = _open(campaign, by=by), _open(into, by=by)
        if current == target or current.consultation_id != target.consultation_id:
            raise ActionRefused(_("Choose another campaign of the same consultation."), field="into")
        Fingerprint.objects.filter(campaign=current).update(campaign=target)
        Campaign.objects.filter(merged_into=current).update(merged_into=target)
        changes = {"merged_into": target, "merged_at": at, "merged_by": by.user, "merged_because": reason}
        for field, value in changes.items():
            setattr(current, field, value)
        current.save(update_fields=list(changes))
        audit.record(AuditedAct.CAMPAIGN_MERGED, current, by=by, at=at, changes=changes)
    return target


def separate(submission: Submission, campaign: Campaign, because: str, *, by: Actor, at: datetime) -> None:
    """Remove a submission from a campaign; it is not grouped again.

    Raises ActionRefused if it is not visible to the actor or no longer in that campaign.
    """
    check_may(by, Act.EDIT_CAMPAIGNS)
    reason = _reason(because)
    with transaction.atomic():
        campaign_detection.lock(campaign.consultation)
        if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
            raise ActionRefused(_("You do not have access to this submission."))
        member = Fingerprint.objects.filter(pk=submission.pk, campaign=campaign).first()
        if member is None:
            raise ActionRefused(
                _("This submission is no longer in the campaign. It may have been separated in another window.")
            )
        _promote_other_original(submission)
        member.leader, member.campaign, member.separated_from = submission, None, campaign
        member.separated_at, member.separated_by, member.separated_because = at, by.user, reason
        member.save()
        audit.record(AuditedAct.CAMPAIGN_SEPARATED, submission, by=by, at=at, changes={"campaign": campaign})


def _promote_other_original(submission: Submission) -> None:
    """Remove a submission from the index that later texts are compared against; promote the next leader."""
    wording = boilerplate_shingles(submission.consultation)
    for led in Campaign.objects.filter(leader=submission).select_related("leader"):
        campaign_detection.promote_next_original(led, wording=wording)
    IndexedShingle.objects.filter(submission=submission).delete()


def _open(campaign: Campaign, *, by: Actor) -> Campaign:
    current = Campaign.objects.visible_to(by).filter(pk=campaign.pk).first()
    if current is None:
        raise ActionRefused(_("This campaign no longer exists. It may have been merged in another window."))
    return current


def _reason(because: str) -> str:
    reason = because.strip()
    if not reason:
        raise ActionRefused(_("Give a reason. One sentence is enough."), field="because")
    if len(reason) > REASON_MAX:
        raise ActionRefused(_("Shorten the reason to %(limit)d characters.") % {"limit": REASON_MAX}, field="because")
    return reason


def log_reads_of_similar(submission: Submission, others: Iterable[Submission], *, by: Actor, at: datetime) -> None:
    """Record that an official read the texts of other submissions beside one, since reading is audited."""
    numbers = [other.pk for other in others]
    if numbers:
        audit.record(AuditedAct.SUBMISSION_READ, submission, by=by, at=at, changes={"beside": numbers})
