"""What officials are here to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an official is here to do; `rules.permissions` says what each may."""

    TRIAGE = "triage", _("Triage officer")
    OFFICER = "officer", _("Officer in charge")
    LEAD = "lead", _("Lead")
    SECURITY = "security", _("Security officer")
    ANALYST = "analyst", _("Policy analyst")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# The roles that work on submissions.
CASE_ROLES = frozenset({Role.TRIAGE, Role.OFFICER, Role.LEAD})
# The roles that one person alone does not give: they decide for others, open what is held, or watch over the others.
POWERFUL_ROLES = frozenset({Role.LEAD, Role.SECURITY, Role.AUDITOR, Role.ADMINISTRATOR})


class PowerAct(models.TextChoices):
    """What is done to an account by two administrators."""

    ROLES = "roles", _("New roles")
    FACTOR = "factor", _("Second factor reset")


class PowerOutcome(models.TextChoices):
    """How far such an act has come."""

    WAITING = "waiting", _("Waits for a second administrator")
    CONFIRMED = "confirmed", _("Confirmed by a second administrator")
    ALONE = "alone", _("Done by one person alone")
    REFUSED = "refused", _("Refused")
