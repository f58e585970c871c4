"""Where a consultation stands, and in which language it speaks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationStatus(models.TextChoices):
    """Where a consultation stands by an official's decision; open and closed follow from its window."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ANSWERED = "answered", _("Answered")


class Phase(models.TextChoices):
    """What a visitor reads of a consultation on a given moment; derived, never stored."""

    UPCOMING = "upcoming", _("Opens soon")
    OPEN = "open", _("Active")
    CLOSED = "closed", _("Closed")
    ANSWERED = "answered", _("Answered")


class Language(models.TextChoices):
    """The languages the portal speaks."""

    ENGLISH = "en", _("English")
    HINDI = "hi", _("Hindi")
