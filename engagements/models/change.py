"""Changes of a consultation after publication: public note, and the values before and after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.models.base import filled, localised
from engagements.models.consultation import Consultation
from engagements.models.official import Official

NOTE_MAX = 300


class ConsultationChange(models.Model):
    """One change of a published consultation; rows are added and never changed."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="changes", verbose_name=_("consultation")
    )
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )
    note = models.CharField(_("what the public reads"), max_length=NOTE_MAX)
    note_hi = models.CharField(_("what the public reads, in Hindi"), max_length=NOTE_MAX, blank=True)
    # Field or part → [value before, value after]; texts in full, other records by their ids.
    values = models.JSONField(_("values before and after"), default=dict)

    class PersonalData:
        personal = ()
        impersonal = ("id", "consultation", "changed_at", "changed_by", "note", "note_hi", "values")

    class Meta:
        verbose_name = _("change after publication")
        verbose_name_plural = _("changes after publication")
        ordering = ["-changed_at", "-id"]
        constraints = [filled("note")]

    def __str__(self) -> str:
        return f"Change {self.pk} of consultation {self.consultation_id}"

    @property
    def text(self) -> str:
        """The public note in the reader's language."""
        return localised(self, "note")
