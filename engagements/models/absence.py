"""Absences of officials and their cover."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from engagements.models.base import in_order
from engagements.models.official import Official


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Filters for absences."""

    def active(self) -> Self:
        """Return absences that were not cancelled."""
        return self.filter(ended_at__isnull=True)

    def on(self, day: date) -> Self:
        """Return absences that include a day."""
        return self.active().filter(from_on__lte=day, until_on__gte=day)

    def in_days(self, first: date, last: date) -> Self:
        """Return absences that overlap a range of days, both ends included."""
        return self.active().filter(from_on__lte=last, until_on__gte=first)

    def over(self, day: date) -> Self:
        """Return absences that ended before a day or were cancelled."""
        return self.filter(Q(ended_at__isnull=False) | Q(until_on__lt=day))

    def with_people(self) -> Self:
        """Load the absent official, the cover and the recording official in the same query."""
        return self.select_related("official", "cover", "recorded_by")


class Absence(models.Model):
    """The days on which an official is away, both ends included, and the colleague who covers for them."""

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="absences", verbose_name=_("who is away")
    )
    from_on = models.DateField(_("first day away"))
    until_on = models.DateField(_("last day away"))
    cover = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="covers", verbose_name=_("covered by"))
    recorded_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    ended_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class PersonalData:
        personal = ("from_on", "until_on")
        impersonal = ("id", "official", "cover", "recorded_by", "recorded_at", "ended_at")

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-from_on", "-id"]
        constraints = [
            in_order("from_on", "until_on"),
            in_order("recorded_at", "ended_at"),
            models.CheckConstraint(condition=~Q(official=F("cover")), name="absence_is_covered_by_another"),
        ]
        indexes = [
            models.Index(fields=["until_on", "from_on"], condition=Q(ended_at__isnull=True), name="absence_standing")
        ]

    def __str__(self) -> str:
        return f"Absence {self.pk} of {self.official_id}"
