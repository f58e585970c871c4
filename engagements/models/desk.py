"""Desks: groups of officials, and the rules that assign submissions to them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.models.base import filled
from engagements.models.consultation import Consultation
from engagements.models.official import Official
from engagements.models.taxonomy import Challenge, FocusArea


class Desk(models.Model):
    """A group of officials who share the work on certain submissions."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    members = models.ManyToManyField(Official, blank=True, related_name="desks", verbose_name=_("members"))
    is_active = models.BooleanField(
        _("takes submissions"),
        default=True,
        help_text=_("If not selected, its rules are inactive and it receives no submissions."),
    )

    class PersonalData:
        personal = ()
        impersonal = ("id", "name", "is_active")

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["name"]
        constraints = [filled("name")]

    def __str__(self) -> str:
        return self.name


class DeskRuleQuerySet(models.QuerySet["DeskRule"]):
    """Filters for desk rules."""

    def in_force(self) -> Self:
        """Return the rules of active desks in order of evaluation."""
        return self.filter(desk__is_active=True).select_related("desk").order_by("position", "pk")


class DeskRule(models.Model):
    """A rule that assigns submissions to a desk: empty fields match everything, and the first matching rule applies."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="rules", verbose_name=_("desk"))
    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("challenge")
    )
    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("focus area")
    )
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in the consultation"),
    )
    position = models.PositiveSmallIntegerField(
        _("place in the order"),
        default=100,
        help_text=_("Across all desks. The rule with the lowest number is tried first."),
    )

    objects = DeskRuleQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = ("id", "desk", "challenge", "focus_area", "consultation", "position")

    class Meta:
        verbose_name = _("desk rule")
        verbose_name_plural = _("desk rules")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(challenge__isnull=False) | Q(focus_area__isnull=False),
                name="deskrule_names_something",
                violation_error_message=_("Choose a challenge, a focus area, or both."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.desk_id}"
