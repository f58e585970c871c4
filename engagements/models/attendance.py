"""Attendance: which ventures were invited to a session, and which attended."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.models.base import Viewer
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.models.consultation import Session
from engagements.models.official import Official
from engagements.models.venture import Venture


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Filters for attendances."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all except those of ventures with which this viewer has a conflict of interest."""
        return self if viewer.official_id is None else self.exclude(venture__in=ventures_hidden_from(viewer))

    def of(self, session: Session) -> Self:
        """Return the attendances of one session, by name of venture."""
        return self.filter(session=session).select_related("venture").order_by("venture__name", "pk")


class Attendance(models.Model):
    """One venture at one session: invited, present, or both. Names of people are not stored."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("session")
    )
    venture = models.ForeignKey(
        Venture, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("venture")
    )
    is_invited = models.BooleanField(_("invited"), default=False)
    is_present = models.BooleanField(_("present"), default=False)
    recorded_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects = AttendanceQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = ("id", "session", "venture", "is_invited", "is_present", "recorded_by", "recorded_at")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["session", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "venture"], name="attendance_once_a_session"),
            models.CheckConstraint(condition=Q(is_invited=True) | Q(is_present=True), name="attendance_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.venture_id}"
