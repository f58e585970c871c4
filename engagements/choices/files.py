"""The kinds of file that are taken, and what the virus scanner said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """The kinds of file that are taken."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class ScanResult(models.TextChoices):
    """What the virus scanner said of a file."""

    NOT_SCANNED = "not_scanned", _("Not scanned")
    CLEAN = "clean", _("Nothing found")
    INFECTED = "infected", _("Malware found")
