"""Drafts of submissions, and the keys by which devices open them."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.choices import Language
from engagements.models.base import in_order, one_of
from engagements.models.consultation import Consultation


class Draft(models.Model):
    """A submission in preparation; each device that opened it has its own key.

    On sending, `submission` is set and `answers` is emptied, so that the text is stored only once.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("consultation")
    )
    idempotency_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("saved"))
    kept_until = models.DateField(_("kept until"))
    # Where the resume link was sent, and a reminder will be.
    email = models.EmailField(_("email address"), blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    submission = models.OneToOneField(
        "Submission",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name=_("submission"),
    )

    class PersonalData:
        personal = ("answers", "email")
        impersonal = (
            "id", "reminded_at", "consultation", "idempotency_key", "version", "language", "started_at", "saved_at",
            "kept_until", "submission",
        )  # fmt: skip

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at", "-id"]
        constraints = [one_of("language", Language), in_order("started_at", "saved_at")]
        indexes = [models.Index(fields=["kept_until"])]

    def __str__(self) -> str:
        return f"Draft {self.pk}"


class DraftKey(models.Model):
    """The key by which one device opens a draft; the browser holds the token, we store only its digest."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="keys", verbose_name=_("draft"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # The email address whose link opened the draft on this device; empty if it was started here.
    mailed_to = models.EmailField(_("opened by a link to"), blank=True)
    made_at = models.DateTimeField(_("made"))

    class PersonalData:
        personal = ("mailed_to",)
        impersonal = ("id", "draft", "token_hash", "made_at")

    class Meta:
        verbose_name = _("draft key")
        verbose_name_plural = _("draft keys")

    def __str__(self) -> str:
        return f"Key {self.pk} of draft {self.draft_id}"
