"""The application as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

TRAIL = "engagements_auditevent"


def guard_trail(*, using: str, **_: Any) -> None:
    """Let SQLite refuse changes to the audit trail, after every run of migrations.

    SQLite alters a table by building it anew, and the new one has lost the triggers that a migration gave the old.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or TRAIL not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for act in ("UPDATE", "DELETE"):
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {TRAIL}_refuses_{act.lower()} BEFORE {act} ON {TRAIL} "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )


class EngagementsConfig(AppConfig):
    """Brings in the system checks and what listens to log-ins, and keeps the trail guarded when its tables change."""

    name = "engagements"
    verbose_name = _("Policy feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from engagements import checks  # noqa: F401 - importing registers them
        from engagements.actions import logins  # noqa: F401 - importing lets it listen

        post_migrate.connect(guard_trail, sender=self)
