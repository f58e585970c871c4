"""Files attached by ventures: to a draft first, then to the submission or to a clarification of it."""

from typing import Self

from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import FileKind, ScanResult
from engagements.models.base import filled, one_of
from engagements.models.casework import Clarification
from engagements.models.draft import Draft
from engagements.models.question import Question
from engagements.models.submission import Submission

# Limits per submission or clarification.
FILES_MAX = 5
FILE_BYTES_MAX = 5 * 1024 * 1024


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Filters for attachments."""

    def of_the_point(self) -> Self:
        """Return attachments sent with the submission itself, not with a later answer."""
        return self.filter(clarification__isnull=True)

    def of(self, submission: Submission) -> Self:
        """Return attachments sent with a submission or with an answer about it; never those of a draft."""
        return self.filter(submission=submission)


class Attachment(models.Model):
    """One file: its original name, and the random name under which it is stored."""

    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments", verbose_name=_("draft")
    )
    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("submission"),
    )
    clarification = models.ForeignKey(
        Clarification,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("clarification"),
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("question")
    )
    original_name = models.CharField(_("name"), max_length=120)
    stored_name = models.CharField(_("stored as"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=FileKind)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    scan = models.CharField(_("virus scan"), max_length=12, choices=ScanResult, default=ScanResult.NOT_SCANNED)
    uploaded_at = models.DateTimeField(_("uploaded"))

    objects = AttachmentQuerySet.as_manager()

    class PersonalData:
        personal = ("original_name",)
        impersonal = (
            "id", "draft", "submission", "clarification", "question", "stored_name", "kind", "size", "sha256", "scan",
            "uploaded_at",
        )  # fmt: skip

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at", "id"]
        constraints = [
            one_of("kind", FileKind),
            one_of("scan", ScanResult),
            filled("original_name"),
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(submission__isnull=False), name="attachment_belongs_somewhere"
            ),
            models.CheckConstraint(condition=Q(size__lte=FILE_BYTES_MAX), name="attachment_size_is_bounded"),
        ]
        # Each upload computes the sum of these sizes.
        indexes = [models.Index(fields=["size"], condition=Q(submission__isnull=True), name="attachment_waiting")]

    def __str__(self) -> str:
        return f"Attachment {self.pk}"

    @property
    def file_kind(self) -> FileKind:
        """The detected file type."""
        return FileKind(self.kind)

    @property
    def is_infected(self) -> bool:
        """Whether the scanner found malware; such a file is never served."""
        return self.scan == ScanResult.INFECTED

    def open(self) -> File:
        """Open the stored file for reading."""
        return storages["default"].open(self.stored_name)
