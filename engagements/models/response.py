"""Ministry responses: the ministry's public answer to a consultation, in versions."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.models.base import filled, in_order, localised
from engagements.models.consultation import Consultation
from engagements.models.official import Official

RESPONSE_MAX = 60_000


class MinistryResponseQuerySet(models.QuerySet["MinistryResponse"]):
    """Filters for ministry responses; public pages start with `released`."""

    def released(self) -> Self:
        """Return released versions of public consultations, newest first."""
        return self.filter(released_at__isnull=False, consultation__in=Consultation.objects.public()).order_by(
            "-number"
        )

    def waiting(self) -> Self:
        """Return prepared, unreleased versions."""
        return self.filter(released_at__isnull=True)

    def newest_first(self) -> Self:
        """Order by consultation, newest version first; load the officials in the same query."""
        return self.select_related("consultation", "prepared_by", "released_by").order_by(
            "-consultation__opens_at", "consultation_id", "-number"
        )


class MinistryResponse(models.Model):
    """One version of a response; prepared by one official, released by another, then immutable."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="responses", verbose_name=_("consultation")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    body = models.TextField(_("text"), max_length=RESPONSE_MAX, help_text=_("Markdown."))
    body_hi = models.TextField(_("text in Hindi"), max_length=RESPONSE_MAX, blank=True, help_text=_("Markdown."))
    # How often the unreleased text was saved; identifies the text that the releaser read.
    saves = models.PositiveIntegerField(default=1, editable=False)
    prepared_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared"))
    released_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("released by")
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = MinistryResponseQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = (
            "id", "consultation", "number", "body", "body_hi", "saves", "prepared_by", "prepared_at", "released_by",
            "released_at",
        )  # fmt: skip

    class Meta:
        verbose_name = _("ministry response")
        verbose_name_plural = _("ministry responses")
        ordering = ["consultation", "-number"]
        constraints = [
            filled("body"),
            in_order("prepared_at", "released_at"),
            models.UniqueConstraint(fields=["consultation", "number"], name="one_ministry_response_a_number"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(released_at__isnull=True), name="one_waiting_ministry_response"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True)
                | Q(released_by__isnull=True)
                | Q(prepared_by__isnull=True)
                | ~Q(released_by=models.F("prepared_by")),
                name="ministryresponse_released_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("public:response_version", args=[self.consultation.slug, self.number])

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return localised(self, "body")
