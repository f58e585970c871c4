"""Choices for officials: roles, and requests that need a second administrator."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles of officials; `rules.permissions` defines what each may do."""

    TRIAGE = "triage", _("Triage officer")
    OFFICER = "officer", _("Officer in charge")
    LEAD = "lead", _("Lead")
    SECURITY = "security", _("Security officer")
    ANALYST = "analyst", _("Policy analyst")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Roles that work on submissions.
CASE_ROLES = frozenset({Role.TRIAGE, Role.OFFICER, Role.LEAD})
# Roles that need a second administrator: they decide for others, read quarantined submissions, or audit.
POWERFUL_ROLES = frozenset({Role.LEAD, Role.SECURITY, Role.AUDITOR, Role.ADMINISTRATOR})


class PowerAct(models.TextChoices):
    """Actions on an account that need two administrators."""

    ROLES = "roles", _("New roles")
    FACTOR = "factor", _("Second factor reset")


class PowerOutcome(models.TextChoices):
    """Outcome of such a request."""

    WAITING = "waiting", _("Waits for a second administrator")
    CONFIRMED = "confirmed", _("Confirmed by a second administrator")
    ALONE = "alone", _("Done by one person alone")
    REFUSED = "refused", _("Refused")
