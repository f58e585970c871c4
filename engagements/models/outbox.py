"""The outbox: emails are stored in the database before they are sent."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import DeliveryStatus, Language, MessageKind
from engagements.models.base import Viewer, one_of
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.models.submission import Submission


class OutgoingMessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """Filters for outgoing messages."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return messages about submissions visible to this viewer; all for those who manage the outbox.

        Messages about ventures with which an official has a conflict of interest are hidden.
        """
        if viewer.lists_all_mail and viewer.official_id is None:
            return self
        if viewer.lists_all_mail:
            closed = Submission.objects.filter(venture__in=ventures_hidden_from(viewer))
            return self.filter(Q(submission__isnull=True) | ~Q(submission__in=closed))
        open_ones = Q(submission__in=Submission.objects.visible_to(viewer))
        if viewer.reads_submissions:
            open_ones |= Q(submission__isnull=True)
        return self.filter(open_ones)

    def about(self, submissions: models.QuerySet[Submission]) -> Self:
        """Return messages about the submissions; requests to confirm a recorded one are matched by recipient."""
        contacts = submissions.values("contact__email")
        return self.filter(Q(submission__in=submissions) | Q(kind=MessageKind.CONFIRM_RECORDED, recipient__in=contacts))

    def due(self, *, at: datetime) -> Self:
        """Return messages due for delivery, longest waiting first."""
        return self.filter(status=DeliveryStatus.QUEUED, next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def undelivered(self) -> Self:
        """Return messages that are neither sent nor given up."""
        return self.filter(status__in=(DeliveryStatus.QUEUED, DeliveryStatus.SENDING))


class OutgoingMessage(models.Model):
    """One email to one recipient, and its delivery status."""

    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind)
    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("submission"),
    )
    recipient = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    # The same on every retry, so that duplicates can be recognised.
    message_id = models.CharField(_("Message-ID"), max_length=120, unique=True)
    status = models.CharField(_("delivery"), max_length=8, choices=DeliveryStatus, default=DeliveryStatus.QUEUED)
    queued_at = models.DateTimeField(_("queued"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class PersonalData:
        personal = ("recipient", "subject", "body")
        impersonal = (
            "id", "kind", "submission", "language", "message_id", "status", "queued_at", "next_attempt_at",
            "claimed_at", "attempts", "sent_at", "last_error",
        )  # fmt: skip

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing email")
        ordering = ["-queued_at", "-id"]
        constraints = [
            one_of("kind", MessageKind),
            one_of("status", DeliveryStatus),
            one_of("language", Language),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.SENT, sent_at__isnull=False)
                | (~Q(status=DeliveryStatus.SENT) & Q(sent_at__isnull=True)),
                name="outgoingmessage_sent_and_time_together",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(status=DeliveryStatus.QUEUED), name="outbox_due")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
