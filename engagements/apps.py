"""The application as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementsConfig(AppConfig):
    """Brings in the system checks when Django starts."""

    name = "engagements"
    verbose_name = _("Policy feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from engagements import checks  # noqa: F401 - importing registers them
