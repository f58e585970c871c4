"""Reference data: focus areas, challenges, schemes, contract stages, limits of MSME classes."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.choices import EnterpriseClass
from engagements.models.base import localised, one_of

# People read the whole list when they fill in a form, and reports cross-tabulate two of these lists.
MOST_IN_FORMS = 50


class TermQuerySet(models.QuerySet[Any]):
    """Filters for terms."""

    def offered_first(self) -> Self:
        """Order by position, active terms before inactive ones."""
        return self.order_by("-is_active", "position", "slug")


class Term(models.Model):
    """An entry of a list, in English and Hindi, with its position."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_hi = models.CharField(_("name in Hindi"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered in forms"), default=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")


class FocusArea(Term):
    """A technology domain."""

    class PersonalData:
        personal = ()
        impersonal = ("id", "slug", "name", "name_hi", "position", "is_active")

    class Meta(Term.Meta):
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")


class Challenge(Term):
    """The subject of a submission, with an opening question."""

    prompt = models.CharField(_("question"), max_length=200, blank=True)
    prompt_hi = models.CharField(_("question in Hindi"), max_length=200, blank=True)

    class PersonalData:
        personal = ()
        impersonal = ("id", "slug", "name", "name_hi", "position", "is_active", "prompt", "prompt_hi")

    class Meta(Term.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    @property
    def question(self) -> str:
        """The opening question in the reader's language."""
        return localised(self, "prompt")


class Scheme(Term):
    """A programme or procurement route that a submission can be about, with the dates it was current."""

    current_from = models.DateField(_("current from"), null=True, blank=True)
    current_until = models.DateField(_("current until"), null=True, blank=True)

    class PersonalData:
        personal = ()
        impersonal = ("id", "slug", "name", "name_hi", "position", "is_active", "current_from", "current_until")

    class Meta(Term.Meta):
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")


class ContractStage(Term):
    """A stage of a contract, from idea to payment."""

    class PersonalData:
        personal = ()
        impersonal = ("id", "slug", "name", "name_hi", "position", "is_active")

    class Meta(Term.Meta):
        verbose_name = _("contract stage")
        verbose_name_plural = _("contract stages")


class EnterpriseLimit(models.Model):
    """The upper limits of an MSME class from a date on, in crore of rupees."""

    enterprise_class = models.CharField(_("class"), max_length=10, choices=EnterpriseClass)
    valid_from = models.DateField(_("valid from"))
    investment_crore = models.DecimalField(
        _("investment in plant and machinery, ₹ crore"), max_digits=7, decimal_places=2
    )
    turnover_crore = models.DecimalField(_("turnover, ₹ crore"), max_digits=7, decimal_places=2)

    class PersonalData:
        personal = ()
        impersonal = ("id", "enterprise_class", "valid_from", "investment_crore", "turnover_crore")

    class Meta:
        verbose_name = _("MSME limit")
        verbose_name_plural = _("MSME limits")
        ordering = ["valid_from", "investment_crore"]
        constraints = [
            one_of("enterprise_class", EnterpriseClass),
            models.UniqueConstraint(fields=["enterprise_class", "valid_from"], name="one_limit_a_class_and_date"),
        ]

    def __str__(self) -> str:
        return f"{self.get_enterprise_class_display()}, {self.valid_from}"
