"""Rate counters by network and email address, stored as digests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressCount(models.Model):
    """A count within one hour; what is counted, and for whom, is stored as a keyed digest."""

    digest = models.CharField(max_length=64)
    window_start = models.DateTimeField(_("window"))
    count = models.PositiveIntegerField(_("count"), default=0)

    class PersonalData:
        personal = ("digest",)
        impersonal = ("id", "window_start", "count")

    class Meta:
        verbose_name = _("address count")
        verbose_name_plural = _("address counts")
        constraints = [models.UniqueConstraint(fields=["digest", "window_start"], name="one_count_a_digest_and_window")]

    def __str__(self) -> str:
        return f"{self.count} since {self.window_start}"
