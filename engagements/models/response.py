"""The ministry response: what the ministry answers to everybody on a whole consultation, version by version."""

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
    """Words for choosing ministry responses; what anyone reads begins with `released`."""

    def released(self) -> Self:
        """Those that anyone may read, on consultations that anyone may see, the newest version first."""
        return self.filter(released_at__isnull=False, consultation__in=Consultation.objects.public()).order_by(
            "-number"
        )

    def waiting(self) -> Self:
        """Those that were prepared and not released."""
        return self.filter(released_at__isnull=True)

    def newest_first(self) -> Self:
        """By consultation, the newest version first, with the people."""
        return self.select_related("consultation", "prepared_by", "released_by").order_by(
            "-consultation__opens_at", "consultation_id", "-number"
        )


class MinistryResponse(models.Model):
    """One version of the response; prepared by one official, released by another, never changed afterwards."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="responses", verbose_name=_("consultation")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    body = models.TextField(_("text"), max_length=RESPONSE_MAX, help_text=_("Markdown."))
    body_hi = models.TextField(_("text in Hindi"), max_length=RESPONSE_MAX, blank=True, help_text=_("Markdown."))
    # How often its words were saved while it waited: whoever releases it says which words they read.
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
