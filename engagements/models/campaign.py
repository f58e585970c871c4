"""Campaigns: groups of submissions with nearly the same text, detected automatically and corrected by officials."""

from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from engagements.models.base import Viewer, at_most
from engagements.models.consultation import Consultation
from engagements.models.official import Official
from engagements.models.submission import REASON_MAX, Submission

# A text found in only one submission is no campaign.
LEAST_MEMBERS = 2


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Filters for campaigns."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return campaigns with two or more submissions visible to this viewer, their number annotated as `size`."""
        seen = Submission.objects.visible_to(viewer).counted().filter(fingerprint__campaign=OuterRef("pk"))
        numbers = seen.order_by().values("fingerprint__campaign").annotate(number=Count("pk")).values("number")
        return self.filter(merged_into=None).annotate(size=Subquery(numbers)).filter(size__gte=LEAST_MEMBERS)

    def largest_first(self) -> Self:
        """Order by `size`, descending; call it after `visible_to`."""
        return self.order_by(F("size").desc(), "-pk")


class Campaign(models.Model):
    """A group of similar submissions; never deleted, only merged into another campaign."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="campaigns", verbose_name=_("consultation")
    )
    # The submission that the others are compared with: the first one received.
    leader = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="leads_campaign", verbose_name=_("first submission")
    )
    found_at = models.DateTimeField(_("found"))
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    merged_at = models.DateTimeField(_("merged"), null=True, blank=True)
    merged_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("merged by")
    )
    merged_because = models.CharField(_("reason for merging"), max_length=REASON_MAX, blank=True)

    objects = CampaignQuerySet.as_manager()

    class PersonalData:
        personal = ("merged_because",)
        impersonal = ("id", "consultation", "leader", "found_at", "merged_into", "merged_at", "merged_by")

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_at__isnull=True, merged_because="")
                | (Q(merged_at__isnull=False) & ~Q(merged_because="")),
                name="campaign_merging_and_reason_together",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="campaign_is_not_merged_into_itself"),
            at_most("merged_because", REASON_MAX),
        ]

    def __str__(self) -> str:
        return str(_("Campaign %(number)s") % {"number": self.pk})


class Fingerprint(models.Model):
    """The result of comparing a submission's text: the leader it is similar to, and its campaign."""

    submission = models.OneToOneField(
        Submission,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="fingerprint",
        verbose_name=_("submission"),
    )
    # Equal for texts of the same words; empty until the text is compared.
    digest = models.CharField(_("same words"), max_length=32, blank=True)
    # The submission itself if it is similar to no earlier one; NULL until the text is compared.
    leader = models.ForeignKey(
        Submission,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("like the text of"),
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("campaign")
    )
    # Set when an official separates it from a campaign; it is never grouped again.
    separated_at = models.DateTimeField(_("separated"), null=True, blank=True)
    separated_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("separated by")
    )
    separated_from = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="separated",
        verbose_name=_("separated from"),
    )
    separated_because = models.CharField(_("reason for separating"), max_length=REASON_MAX, blank=True)

    class PersonalData:
        personal = ("separated_because",)
        impersonal = (
            "submission", "digest", "leader", "campaign", "separated_at", "separated_by", "separated_from",
        )  # fmt: skip

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        constraints = [
            models.CheckConstraint(
                condition=Q(separated_at__isnull=True, separated_because="")
                | (Q(separated_at__isnull=False, campaign__isnull=True) & ~Q(separated_because="")),
                name="fingerprint_separation_and_reason_together",
            ),
            at_most("separated_because", REASON_MAX),
        ]
        indexes = [
            models.Index(
                fields=["submission"],
                condition=Q(leader__isnull=True, separated_at__isnull=True),
                name="fingerprint_to_compare",
            )
        ]

    def __str__(self) -> str:
        return f"Fingerprint of {self.pk}"


class IndexedShingle(models.Model):
    """Three consecutive words of a leader's text, hashed to a number; looked up within a consultation."""

    pk = models.CompositePrimaryKey("consultation_id", "shingle", "submission_id")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, db_index=False, related_name="+", verbose_name=_("consultation")
    )
    shingle = models.BigIntegerField(_("three words as a number"))
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="shingles", verbose_name=_("submission")
    )

    class PersonalData:
        personal = ("shingle",)
        impersonal = ("consultation", "submission")

    class Meta:
        verbose_name = _("shingle")
        verbose_name_plural = _("shingles")

    def __str__(self) -> str:
        return f"Shingle {self.shingle} of {self.submission_id}"
