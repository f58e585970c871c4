"""The configuration as an application, so that its tables are made with everyone else's."""

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
        # Django sends the signal for applications with models only, so it is not sent for this one.
        post_migrate.connect(create_cache_table, sender=apps.get_app_config("engagements"))
