"""Kinds of extra questions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """The kind of answer that an extra question takes."""

    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    SINGLE = "single", _("One choice")
    MULTIPLE = "multiple", _("Multiple choice")
    NUMBER = "number", _("Number")
    RUPEES = "rupees", _("Amount in rupees")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("Scale")
    FILE = "file", _("File")
