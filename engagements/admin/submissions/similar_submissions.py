"""Similar submissions and the campaign of a submission, for the review page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from engagements.models import Campaign, Fingerprint, Submission
from engagements.models.campaign import LEAST_MEMBERS
from engagements.models.submission import UNCOUNTED
from engagements.reports.campaigns import CampaignSize, sizes
from engagements.reports.similar import SimilarityComparison, compare_submissions, similar_to
from engagements.rules.actors import Actor
from engagements.rules.campaigns import boilerplate_shingles
from engagements.rules.permissions import Act, may


@dataclass(frozen=True)
class Membership:
    """Membership in a campaign; `own` compares it with the first submission, None if it is the first."""

    campaign: Campaign
    size: CampaignSize
    own: SimilarityComparison | None
    separate_url: str


def similar_submissions(submission: Submission, *, to: Actor) -> dict[str, Any]:
    """Return the similar submissions, the campaign, and a past separation, as far as visible to the user."""
    if submission.status in UNCOUNTED:
        return {"similar": (), "membership": None, "separated": None}
    found = Fingerprint.objects.select_related("campaign", "separated_from", "separated_by").filter(pk=submission.pk)
    fingerprint = found.first() or Fingerprint(submission=submission)
    similar = similar_to(submission, campaign_id=fingerprint.campaign_id, by=to)
    return {
        "similar": similar,
        "membership": _membership(submission, fingerprint.campaign, to=to) if fingerprint.campaign else None,
        "separated": fingerprint if fingerprint.separated_at else None,
    }


def _membership(submission: Submission, campaign: Campaign, *, to: Actor) -> Membership | None:
    size = sizes([campaign], by=to).get(campaign.pk)
    if size is None or size.submissions < LEAST_MEMBERS:
        return None
    is_first = size.first == submission
    own = (
        None
        if is_first
        else compare_submissions(submission, size.first, wording=boilerplate_shingles(submission.consultation))
    )
    address = reverse("admin:engagements_campaign_separate", args=[campaign.pk, submission.pk])
    return Membership(campaign, size, own, address if may(to, Act.EDIT_CAMPAIGNS) else "")
