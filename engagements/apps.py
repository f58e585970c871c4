"""Django application configuration."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

GUARDS = "engagements.migrations.0002_refuse_changes_to_the_audit_trail"


def guard_trail(*, using: str, **_: Any) -> None:
    """Recreate the triggers that protect the audit trail, after every run of migrations.

    SQLite alters a table by recreating it, which drops the triggers that a migration added.
    """
    guards = import_module(GUARDS)
    if set(guards.TABLES) <= set(connections[using].introspection.table_names()):
        guards.add_missing_guards(connections[using])


class EngagementsConfig(AppConfig):
    """Registers system checks and sign-in receivers, and recreates the audit triggers after migrations."""

    name = "engagements"
    verbose_name = _("Policy feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from engagements import checks  # noqa: F401 - importing registers them
        from engagements.actions import logins  # noqa: F401 - importing connects the receivers

        post_migrate.connect(guard_trail, sender=self)
