"""Conflicts of interest: which ventures are hidden from which officials."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import Relation
from engagements.models.base import Viewer, at_most, in_order, one_of
from engagements.models.official import Official
from engagements.models.venture import Venture

NOTE_MAX = 500


def ventures_hidden_from(viewer: Viewer) -> models.QuerySet[Venture]:
    """Return the ventures hidden from a viewer, as a subquery.

    Includes all ventures that may be the same organisation as the declared one.
    """
    declared = ConflictOfInterest.objects.active().filter(official=viewer.official_id)
    return Venture.objects.possibly_same_organisation(declared, by="venture")


class ConflictOfInterestQuerySet(models.QuerySet["ConflictOfInterest"]):
    """Filters for conflicts of interest."""

    def active(self) -> Self:
        """Return conflicts that have not ended."""
        return self.filter(ended_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the viewer's own conflicts; for those who list all, also others' on ventures not hidden from them."""
        own = Q(official=viewer.official_id)
        if not viewer.lists_all_conflicts:
            return self.filter(own)
        return self.filter(own | ~Q(venture__in=ventures_hidden_from(viewer)))


class ConflictOfInterest(models.Model):
    """An official's relation to a venture; while it is active, the venture's submissions are hidden from them."""

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="conflicts_of_interest", verbose_name=_("official")
    )
    venture = models.ForeignKey(
        Venture, on_delete=models.CASCADE, related_name="conflicts_of_interest", verbose_name=_("venture")
    )
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    note = models.CharField(_("note"), max_length=NOTE_MAX, blank=True)
    declared_at = models.DateTimeField(_("declared"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_because = models.CharField(_("reason for ending"), max_length=NOTE_MAX, blank=True)

    objects = ConflictOfInterestQuerySet.as_manager()

    class PersonalData:
        personal = ("note", "ended_because")
        impersonal = ("id", "official", "venture", "relation", "declared_at", "ended_at", "ended_by")

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["-declared_at", "-id"]
        constraints = [
            one_of("relation", Relation),
            at_most("note", NOTE_MAX),
            in_order("declared_at", "ended_at"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="conflict_end_and_reason_together",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | ~Q(ended_by=F("official")), name="conflict_ended_by_another"
            ),
            models.UniqueConstraint(
                fields=["official", "venture"],
                condition=Q(ended_at__isnull=True),
                name="one_standing_interest_in_a_venture",
            ),
        ]

    def __str__(self) -> str:
        return f"Interest {self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether it has not ended."""
        return self.ended_at is None
