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
