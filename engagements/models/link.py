"""Emailed links: their purpose, expiry and use."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.choices import LinkPurpose
from engagements.models.base import in_order, one_of
from engagements.models.draft import Draft
from engagements.models.submission import Submission


class MailedLinkQuerySet(models.QuerySet["MailedLink"]):
    """Filters for emailed links."""

    def usable(self, *, at: datetime) -> Self:
        """Return links usable at a given time; a link to a draft works as long as the draft is kept."""
        return self.filter(_still_opens(at), used_at__isnull=True)

    def over(self, *, at: datetime) -> Self:
        """Return links that are used or expired."""
        return self.exclude(_still_opens(at), used_at__isnull=True)

    def made_since(self, moment: datetime, *, purpose: str, email: str) -> Self:
        """Return links emailed to an address after a given time."""
        return self.filter(purpose=purpose, email=email, made_at__gt=moment)


def _still_opens(at: datetime) -> Q:
    # Saving extends a draft's retention, and with it that of links emailed before.
    is_kept = Q(draft__kept_until__gte=timezone.localdate(at))
    return is_kept | Q(draft__isnull=True, expires_at__gt=at)


class MailedLink(models.Model):
    """One link in one email; only the digest of its token is stored."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("opens"), max_length=16, choices=LinkPurpose)
    email = models.EmailField(_("sent to"))
    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="links", verbose_name=_("draft")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="links", verbose_name=_("submission")
    )
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = MailedLinkQuerySet.as_manager()

    class PersonalData:
        personal = ("email",)
        impersonal = ("id", "token_hash", "purpose", "draft", "submission", "made_at", "expires_at", "used_at")

    class Meta:
        verbose_name = _("emailed link")
        verbose_name_plural = _("emailed links")
        ordering = ["-made_at", "-id"]
        constraints = [
            one_of("purpose", LinkPurpose),
            in_order("made_at", "expires_at"),
            models.CheckConstraint(
                condition=Q(purpose=LinkPurpose.RESUME_DRAFT, draft__isnull=False)
                | (~Q(purpose=LinkPurpose.RESUME_DRAFT) & Q(draft__isnull=True)),
                name="mailedlink_draft_where_it_opens_one",
            ),
            models.CheckConstraint(
                condition=Q(purpose=LinkPurpose.CONFIRM_RECORDED, submission__isnull=False)
                | (~Q(purpose=LinkPurpose.CONFIRM_RECORDED) & Q(submission__isnull=True)),
                name="mailedlink_submission_where_it_confirms_one",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"Link {self.pk} ({self.purpose})"
