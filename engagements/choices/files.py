"""Choices for attachments: accepted file types and scan results."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """Accepted file types."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class ScanResult(models.TextChoices):
    """Result of the virus scan of a file."""

    NOT_SCANNED = "not_scanned", _("Not scanned")
    CLEAN = "clean", _("Nothing found")
    INFECTED = "infected", _("Malware found")
