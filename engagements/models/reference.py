"""The series that the serial numbers of references are drawn from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceSeries(models.Model):
    """One of the strands that serial numbers of a prefix and financial year are drawn from.

    Sixteen strands, so that concurrent submissions do not wait for one counter: strand s hands out s+1, s+17, s+33 …
    """

    STRANDS = 16

    prefix = models.CharField(max_length=6)
    financial_year = models.CharField(max_length=7)
    strand = models.PositiveSmallIntegerField()
    next_serial = models.PositiveIntegerField()

    class PersonalData:
        personal = ()
        impersonal = ("id", "prefix", "financial_year", "strand", "next_serial")

    class Meta:
        verbose_name = _("series of references")
        verbose_name_plural = _("series of references")
        constraints = [
            models.UniqueConstraint(fields=["prefix", "financial_year", "strand"], name="one_strand_a_series")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}/{self.financial_year} strand {self.strand}"
