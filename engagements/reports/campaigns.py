"""Campaign figures for officials: submissions, distinct texts and ventures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Window
from django.db.models.functions import RowNumber

from engagements.models import Campaign, Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.reports.scope import Scope, submissions_in
from engagements.reports.similar import SimilarityComparison, compare_submissions
from engagements.reports.totals import ScopeTotals
from engagements.rules.actors import Actor
from engagements.rules.campaigns import boilerplate_shingles

TEXTS_A_PAGE = 10
SENDERS_SHOWN = 10


@dataclass(frozen=True)
class CampaignSize:
    """Size of a campaign within what the reader may see; `first` is its earliest submission."""

    submissions: int
    texts: int
    ventures: int
    first: Submission
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class DistinctText:
    """One distinct text of a campaign: its comparison with the first one, its counts, and its first few senders."""

    beside: SimilarityComparison
    submissions: int
    ventures: int
    senders: tuple[Submission, ...]
    is_first: bool

    @property
    def further(self) -> int:
        """Number of submissions with this text beyond those listed in `senders`."""
        return self.submissions - len(self.senders)


@dataclass(frozen=True)
class TextsPage:
    """A page of a campaign's distinct texts, most frequent first."""

    texts: tuple[DistinctText, ...]
    number: int
    pages: int


@dataclass(frozen=True)
class InCampaigns:
    """Number of distinct texts in a scope, and of submissions that belong to a campaign."""

    texts: int
    submissions: int


def sizes(campaigns: Iterable[Campaign], *, by: Actor) -> dict[int, CampaignSize]:
    """Return campaign sizes by campaign id; campaigns of which the actor sees nothing are left out."""
    members = _members(by).filter(fingerprint__campaign__in=[campaign.pk for campaign in campaigns])
    rows = list(
        members.order_by()
        .values("fingerprint__campaign")
        .annotate(
            submissions=Count("pk"),
            texts=Count("fingerprint__digest", distinct=True),
            ventures=Count("venture", distinct=True),
            first=Min("pk"),
            first_at=Min("received_at"),
            last_at=Max("received_at"),
        )
    )
    firsts = Submission.objects.visible_to(by).in_bulk([row["first"] for row in rows])
    return {
        row.pop("fingerprint__campaign"): CampaignSize(**{**row, "first": firsts[row["first"]]})
        for row in rows
        if row["first"] in firsts
    }


def texts_of_campaign(campaign: Campaign, first: Submission, *, by: Actor, number: int = 1) -> TextsPage:
    """Return a page of a campaign's distinct texts compared with `first`; `number` is clamped to the last page."""
    groups = (
        _members(by)
        .filter(fingerprint__campaign=campaign)
        .order_by()
        .values("fingerprint__digest")
        .annotate(submissions=Count("pk"), ventures=Count("venture", distinct=True), first=Min("pk"))
        .order_by("-submissions", "first")
    )
    pages = max(1, -(-groups.count() // TEXTS_A_PAGE))
    number = min(max(1, number), pages)
    rows = list(groups[(number - 1) * TEXTS_A_PAGE : number * TEXTS_A_PAGE])
    return TextsPage(tuple(_distinct_texts(rows, campaign, first, by=by)), number, pages)


def in_campaigns(scope: Scope, totals: ScopeTotals, *, by: Actor) -> InCampaigns:
    """Count the distinct texts in a scope, in one query over the submissions that belong to a campaign.

    Identical texts are always in the same campaign, unless an official separated them.
    """
    members = submissions_in(scope, by=by).filter(fingerprint__campaign__isnull=False)
    found = members.aggregate(
        submissions=Count("pk"),
        texts=Count("fingerprint__digest", distinct=True),
    )
    repeated = found["submissions"] - found["texts"]
    return InCampaigns(totals.submissions - repeated, found["submissions"])


def _members(by: Actor) -> SubmissionQuerySet:
    return Submission.objects.visible_to(by).counted()


def _distinct_texts(
    rows: list[dict[str, Any]], campaign: Campaign, first: Submission, *, by: Actor
) -> list[DistinctText]:
    wording = boilerplate_shingles(campaign.consultation)
    senders = _senders([row["fingerprint__digest"] for row in rows], campaign, by=by)
    texts = []
    for row in rows:
        sent = senders.get(row["fingerprint__digest"])
        if sent:
            compared = compare_submissions(sent[0], first, wording=wording)
            is_first = row["first"] == first.pk
            texts.append(DistinctText(compared, row["submissions"], row["ventures"], tuple(sent), is_first))
    return texts


def _senders(digests: list[str], campaign: Campaign, *, by: Actor) -> dict[str, list[Submission]]:
    """Return the first few submissions of each text, by digest, in one query."""
    place = Window(RowNumber(), partition_by=F("fingerprint__digest"), order_by="pk")
    members = _members(by).filter(fingerprint__campaign=campaign, fingerprint__digest__in=digests)
    first_few = members.annotate(place=place).filter(place__lte=SENDERS_SHOWN).order_by("pk")
    by_digest: dict[str, list[Submission]] = {}
    for submission in first_few.select_related("venture", "fingerprint"):
        by_digest.setdefault(submission.fingerprint.digest, []).append(submission)
    return by_digest
