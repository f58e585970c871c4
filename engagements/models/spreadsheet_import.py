"""Uploaded spreadsheets: their rows until imported, and the mapping of columns to fields."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import ImportPurpose
from engagements.models.base import Viewer, filled, in_order, one_of
from engagements.models.consultation import Consultation, Session
from engagements.models.official import Official


class SpreadsheetImportQuerySet(models.QuerySet["SpreadsheetImport"]):
    """Filters for spreadsheet imports."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the viewer's own uploads; a colleague's may contain ventures hidden from them."""
        return self.filter(uploaded_by=viewer.official_id)


class SpreadsheetImport(models.Model):
    """One uploaded table; its rows are kept until imported or discarded, for some days at most."""

    purpose = models.CharField(_("contains"), max_length=10, choices=ImportPurpose)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("consultation")
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="sheets", verbose_name=_("session")
    )
    name = models.CharField(_("name of the file"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded"))
    kept_until = models.DateField(_("kept until"))
    # Notes on how the file was read, for a person: unexpected encoding, further sheets ignored.
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    # The cells of the heading row, and the rows below it as [row number in the file, cells].
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    # Field → column index (from 0), and field → fixed value for all rows.
    columns = models.JSONField(default=dict)
    fixed = models.JSONField(default=dict)
    imported = models.PositiveIntegerField(_("rows imported"), default=0)
    finished_at = models.DateTimeField(_("imported"), null=True, blank=True)
    discarded_at = models.DateTimeField(_("discarded"), null=True, blank=True)

    objects = SpreadsheetImportQuerySet.as_manager()

    class PersonalData:
        personal = ("name", "headings", "rows", "fixed")
        impersonal = (
            "id", "purpose", "consultation", "session", "sha256", "uploaded_by", "uploaded_at", "kept_until", "remark",
            "columns", "imported", "finished_at", "discarded_at",
        )  # fmt: skip

    class Meta:
        verbose_name = _("spreadsheet import")
        verbose_name_plural = _("spreadsheet imports")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            one_of("purpose", ImportPurpose),
            filled("name"),
            in_order("uploaded_at", "finished_at"),
            in_order("uploaded_at", "discarded_at"),
            models.CheckConstraint(
                condition=~Q(purpose=ImportPurpose.ATTENDANCE) | Q(session__isnull=False),
                name="sheet_of_attendance_has_a_session",
            ),
        ]
        indexes = [models.Index(fields=["kept_until"])]

    def __str__(self) -> str:
        return f"SpreadsheetImport {self.pk}"

    @property
    def is_discarded(self) -> bool:
        return self.discarded_at is not None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
