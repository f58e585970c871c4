"""The application as Django knows it."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

GUARDS = "engagements.migrations.0002_refuse_changes_to_the_audit_trail"


def guard_trail(*, using: str, **_: Any) -> None:
    """Let the database refuse changes to the audit trail, after every run of migrations.

    SQLite alters a table by building it anew, and the new one has lost the triggers that a migration gave the old.
    """
    guards = import_module(GUARDS)
    if set(guards.TABLES) <= set(connections[using].introspection.table_names()):
        guards.add_missing_guards(connections[using])


class EngagementsConfig(AppConfig):
    """Brings in the system checks and what listens to log-ins, and keeps the trail guarded when its tables change."""

    name = "engagements"
    verbose_name = _("Policy feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from engagements import checks  # noqa: F401 - importing registers them
        from engagements.actions import logins  # noqa: F401 - importing lets it listen

        post_migrate.connect(guard_trail, sender=self)
