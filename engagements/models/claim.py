"""Venture claims: what a submission states about its venture and contact, until proved or accepted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import ClaimStatus
from engagements.models.base import one_of
from engagements.models.official import Official
from engagements.models.submission import Submission
from engagements.models.venture import IdentityKey, VentureFacts, mobile_format


class VentureClaim(VentureFacts):
    """The details sent with one submission, unchanged.

    Anyone who knows a venture's name and email address can send something under both, so these details do not change
    the venture's record.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="claim", verbose_name=_("submission")
    )
    contact_name = models.CharField(_("name of the contact"), max_length=120, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=13, blank=True, validators=[mobile_format])
    job_title = models.CharField(_("role in the venture"), max_length=120, blank=True)
    # Everything that identifies the organisation, including its name and email.
    keys = models.ManyToManyField(IdentityKey, related_name="claims", editable=False)
    # When someone confirmed, through a link emailed to the contact, that the submission is theirs.
    proved_at = models.DateTimeField(_("proved by a link"), null=True, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=8, choices=ClaimStatus, default=ClaimStatus.OPEN, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class PersonalData:
        personal = ("contact_name", "mobile", "job_title")
        impersonal = (
            "id", "submission", "kind", "state", "pin_code", "team_size", "is_idex_engaged", "dpiit_number",
            "udyam_number", "cin", "website", "proved_at", "status", "settled_at", "settled_by",
        )  # fmt: skip

    class Meta:
        verbose_name = _("details given")
        verbose_name_plural = _("details given")
        constraints = [
            one_of("status", ClaimStatus),
            models.CheckConstraint(
                condition=Q(status=ClaimStatus.OPEN, settled_at__isnull=True)
                | (~Q(status=ClaimStatus.OPEN) & Q(settled_at__isnull=False)),
                name="ventureclaim_status_and_time_together",
            ),
        ]
        # Claims to be checked are searched among these.
        indexes = [models.Index(fields=["submission"], condition=Q(status="open"), name="ventureclaim_open")]

    def __str__(self) -> str:
        return f"Details given with {self.submission_id}"
