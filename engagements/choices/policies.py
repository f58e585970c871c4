"""Kinds of policy pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyKind(models.TextChoices):
    """Policy pages, linked in the footer of every page."""

    PRIVACY = "privacy", _("Privacy notice")
    TERMS = "terms", _("Terms of use")
    MODERATION = "moderation", _("Moderation rules")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    HELP = "help", _("Help")
    CONTACT = "contact", _("Contact and grievance officer")
