"""Requests that a second administrator decides: powerful roles, and resets of second factors."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import PowerAct, PowerOutcome, Role
from engagements.models.base import in_order, one_of
from engagements.models.official import Official


class PowerRequestQuerySet(models.QuerySet["PowerRequest"]):
    """Filters for requests."""

    def waiting(self) -> Self:
        """Return requests not yet decided."""
        return self.filter(outcome=PowerOutcome.WAITING)

    def granted(self) -> Self:
        """Return requests that took effect."""
        return self.filter(outcome__in=(PowerOutcome.CONFIRMED, PowerOutcome.ALONE))


class PowerRequest(models.Model):
    """A request for powerful roles or a second-factor reset; it has no effect until it is decided."""

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="power_requests", verbose_name=_("official")
    )
    act = models.CharField(_("what is asked"), max_length=8, choices=PowerAct)
    # Only roles that need a second administrator; others are granted at once.
    roles = models.JSONField(_("roles"), default=list)
    # NULL if a command on the server made the request.
    asked_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=PowerOutcome, default=PowerOutcome.WAITING)
    decided_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = PowerRequestQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = ("id", "official", "act", "roles", "asked_by", "asked_at", "outcome", "decided_by", "decided_at")

    class Meta:
        verbose_name = _("request for a second administrator")
        verbose_name_plural = _("requests for a second administrator")
        ordering = ["-asked_at", "-id"]
        constraints = [
            one_of("act", PowerAct),
            one_of("outcome", PowerOutcome),
            in_order("asked_at", "decided_at"),
            models.CheckConstraint(
                condition=Q(outcome=PowerOutcome.WAITING, decided_at__isnull=True)
                | (~Q(outcome=PowerOutcome.WAITING) & Q(decided_at__isnull=False)),
                name="powerrequest_decided_and_time_together",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=PowerOutcome.CONFIRMED)
                | (
                    Q(asked_by__isnull=False, decided_by__isnull=False)
                    & ~Q(asked_by=F("decided_by"))
                    & ~Q(decided_by=F("official"))
                ),
                name="powerrequest_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | ~Q(asked_by=F("official")), name="powerrequest_not_for_oneself"
            ),
            models.UniqueConstraint(
                fields=["official", "act"], condition=Q(outcome=PowerOutcome.WAITING), name="one_waiting_request_an_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} #{self.official_id} {self.outcome}"

    @property
    def role_names(self) -> str:
        """The labels of the roles, in the order of `Role`."""
        return ", ".join(str(role.label) for role in Role if role in self.roles)
