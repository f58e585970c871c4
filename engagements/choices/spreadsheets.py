"""Purposes of spreadsheet imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportPurpose(models.TextChoices):
    """What the rows of a spreadsheet contain."""

    POINTS = "points", _("Submissions")
    ATTENDANCE = "attendance", _("Attendance of a session")
