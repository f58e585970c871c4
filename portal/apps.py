"""App config of the portal: creates the cache table and connects sign-in signals."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


def create_cache_table(*, using: str, **_: Any) -> None:
    """Create the cache table, which has no migration; it is left alone if it exists."""
    call_command("createcachetable", database=using, verbosity=0)


class PortalConfig(AppConfig):
    """App config of the portal."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        # Imported here because it needs models. It connects the receivers that record sign-ins.
        import_module("portal.accounts.gates")
        # Django sends post_migrate only for apps with models, so not for this one.
        post_migrate.connect(create_cache_table, sender=apps.get_app_config("engagements"))
