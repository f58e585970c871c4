"""Submissions recorded by officials for ventures: the original texts and the venture's confirmation."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.models.base import Viewer, at_most, filled, in_order
from engagements.models.official import Official
from engagements.models.submission import SUMMARY_MAX, TEXT_MAX, Submission


class RecordedSubmissionQuerySet(models.QuerySet["RecordedSubmission"]):
    """Filters for recorded submissions."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those whose submission is visible to this viewer."""
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def unconfirmed(self) -> Self:
        """Return those the venture has not confirmed yet."""
        return self.filter(confirmed_at__isnull=True)


class RecordedSubmission(models.Model):
    """The original texts of a recorded submission; they stay unchanged when the venture corrects it."""

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
        """Whether the venture confirmed it, corrected or not."""
        return self.confirmed_at is not None

    @property
    def is_corrected(self) -> bool:
        """Whether the venture corrected it on confirmation."""
        return self.corrected_at is not None
