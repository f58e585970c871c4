"""Counters that notice a flood of submissions from one network, without keeping anybody's address."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressCount(models.Model):
    """How much came from one block of addresses in one window of time; the block is kept as a keyed digest."""

    block_digest = models.CharField(max_length=64)
    window_start = models.DateTimeField(_("window"))
    count = models.PositiveIntegerField(_("count"), default=0)

    class PersonalData:
        personal = ("block_digest",)
        impersonal = ("id", "window_start", "count")

    class Meta:
        verbose_name = _("address count")
        verbose_name_plural = _("address counts")
        constraints = [
            models.UniqueConstraint(fields=["block_digest", "window_start"], name="one_count_a_block_and_window")
        ]

    def __str__(self) -> str:
        return f"{self.count} since {self.window_start}"
