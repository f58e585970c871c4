"""What officials wrote down for a venture, as it was heard, and what the venture says of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.models.base import Viewer, at_most, filled, in_order
from engagements.models.official import Official
from engagements.models.submission import SUMMARY_MAX, TEXT_MAX, Submission


class RecordedSubmissionQuerySet(models.QuerySet["RecordedSubmission"]):
    """Words for choosing what was written down."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those whose submission this viewer may open."""
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def unconfirmed(self) -> Self:
        """Those of which the venture has not said anything yet."""
        return self.filter(confirmed_at__isnull=True)


class RecordedSubmission(models.Model):
    """How a submission that an official recorded was heard first; it stays as it is when the venture corrects it."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="recorded_submission", verbose_name=_("submission")
    )
    recorded_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"))
    said_on = models.DateField(_("said on"))
    summary = models.CharField(_("in one line"), max_length=SUMMARY_MAX)
    experience = models.TextField(_("what happened"), max_length=TEXT_MAX)
    proposal = models.TextField(_("what should change"), max_length=TEXT_MAX, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)

    objects = RecordedSubmissionQuerySet.as_manager()

    class PersonalData:
        personal = ("summary", "experience", "proposal")
        impersonal = ("id", "submission", "recorded_by", "recorded_at", "said_on", "confirmed_at", "corrected_at")

    class Meta:
        verbose_name = _("recorded submission")
        verbose_name_plural = _("recorded submissions")
        ordering = ["-recorded_at", "-id"]
        constraints = [
            filled("summary"),
            filled("experience"),
            at_most("summary", SUMMARY_MAX),
            at_most("experience", TEXT_MAX),
            at_most("proposal", TEXT_MAX),
            in_order("recorded_at", "confirmed_at"),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | Q(corrected_at=models.F("confirmed_at")),
                name="recorded_corrected_when_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["recorded_at", "id"])]

    def __str__(self) -> str:
        return f"Heard {self.pk}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the venture said that this is its point, as it was heard or corrected."""
        return self.confirmed_at is not None

    @property
    def is_corrected(self) -> bool:
        """Whether the venture changed what was heard."""
        return self.corrected_at is not None
