"""Sign-in sessions of officials, with start, last use, network and device."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.models.official import Official


class OfficialSession(AbstractBaseSession):
    """One session; `official` is NULL until sign-in. The columns are copied from the session data on saving.

    Stores the network block, never the IP address, and only the names of browser and system.
    """

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name=_("official")
    )
    began_at = models.DateTimeField(_("signed in"), null=True)
    seen_at = models.DateTimeField(_("last used"), null=True)
    network = models.CharField(_("network"), max_length=45, blank=True)
    device = models.CharField(_("device"), max_length=40, blank=True)

    class PersonalData:
        personal = ("session_key", "session_data", "network", "device")
        impersonal = ("expire_date", "official", "began_at", "seen_at")

    class Meta:
        verbose_name = _("sign-in of an official")
        verbose_name_plural = _("sign-ins of officials")
        ordering = ["-seen_at", "session_key"]

    def __str__(self) -> str:
        return f"sign-in of #{self.official_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the configured session store, as Django requires."""
        return import_module(settings.SESSION_ENGINE).SessionStore
