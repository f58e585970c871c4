"""The series of serial numbers for references."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceSeries(models.Model):
    """The last serial number used for a prefix and financial year."""

    prefix = models.CharField(max_length=6)
    financial_year = models.CharField(max_length=7)
    last_serial = models.PositiveIntegerField(default=0)

    class PersonalData:
        personal = ()
        impersonal = ("id", "prefix", "financial_year", "last_serial")

    class Meta:
        verbose_name = _("series of references")
        verbose_name_plural = _("series of references")
        constraints = [models.UniqueConstraint(fields=["prefix", "financial_year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.prefix}/{self.financial_year}"
