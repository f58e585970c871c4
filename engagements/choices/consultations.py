"""Choices for consultations: status, public phase, language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationStatus(models.TextChoices):
    """The status set by officials; whether it is open follows from its window."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ANSWERED = "answered", _("Answered")


class Phase(models.TextChoices):
    """The phase shown to visitors; derived from status and window, never stored."""

    UPCOMING = "upcoming", _("Opens soon")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ANSWERED = "answered", _("Answered")


class Language(models.TextChoices):
    """The languages of the portal."""

    ENGLISH = "en", _("English")
    HINDI = "hi", _("Hindi")
