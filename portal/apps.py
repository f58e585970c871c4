"""The configuration as an application, so that its tables are made with everyone else's."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


def create_cache_table(*, using: str, **_: Any) -> None:
    """Create the table of the shared cache, which no migration knows; it is left alone when it exists."""
    call_command("createcachetable", database=using, verbosity=0)


class PortalConfig(AppConfig):
    """Carries the configuration's own start-up work."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        # Not before now: it reads models. From here on a log-in is noted, also one that no page was asked for after.
        import_module("portal.accounts.gates")
        # Django sends the signal for applications with models only, so it is not sent for this one.
        post_migrate.connect(create_cache_table, sender=apps.get_app_config("engagements"))
