"""Reference data in the admin: terms, MSME limits and office holders."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from engagements.admin.audited import AuditedAdmin, OptimisticLockForm
from engagements.admin.lists import by_choices, by_flag
from engagements.choices import EnterpriseClass
from engagements.models.taxonomy import MOST_IN_FORMS, Term


class PeriodForm(OptimisticLockForm):
    """Form that checks that the end, if given, is not before the beginning."""

    first = ""
    last = ""

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        first, last = given.get(self.first), given.get(self.last)
        if first and last and last < first:
            self.add_error(self.last, _("The end is before the beginning. Change one of them."))
        return given


class TermForm(OptimisticLockForm):
    """Form of a term; limits the number of active terms per list."""

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        begins = self.instance.pk is None or "is_active" in self.changed_data
        if given.get("is_active") and begins and self._is_full():
            said = _(
                "The forms already show the maximum of %(most)s entries from this list. Remove one from "
                "the forms first."
            )
            self.add_error("is_active", said % {"most": MOST_IN_FORMS})
        return given

    def _is_full(self) -> bool:
        entries = type(self.instance)._default_manager
        return entries.filter(is_active=True).exclude(pk=self.instance.pk).count() >= MOST_IN_FORMS


class OfficeForm(PeriodForm):
    """Form of an office holder's term of office."""

    first, last = "from_on", "until_on"


class SchemeForm(TermForm, PeriodForm):
    """Form of a scheme and the period it was current."""

    first, last = "current_from", "current_until"


class TermAdmin(AuditedAdmin):
    """Terms of one list; a used term is deactivated, never deleted."""

    empty_list_text = _("The forms show these entries in this order.")
    form = TermForm
    list_display: tuple[str, ...] = ("name", "name_hi", "position", "is_offered")
    sortable_by = ("name", "position")
    list_filter = (by_flag("is_active", _("offered in forms")),)
    search_fields = ("name", "name_hi", "slug")
    ordering = ("position", "slug")
    fields: ClassVar[Any] = (("name", "name_hi"), "slug", "position", "is_active")
    prepopulated_fields: ClassVar[Any] = {"slug": ("name",)}

    @admin.display(description=_("offered in forms"), ordering="is_active")
    def is_offered(self, entry: Term) -> str:
        """Return whether forms offer the term, in words."""
        return str(_("Yes") if entry.is_active else _("No"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Make the slug of an existing term read-only: URLs and data files contain it."""
        return ("slug",) if obj else ()


class FocusAreaAdmin(TermAdmin):
    """Technology domains."""


class ChallengeAdmin(TermAdmin):
    """Challenges, each with the prompt of the form."""

    list_display = ("name", "name_hi", "prompt", "position", "is_offered")
    fields = (("name", "name_hi"), "slug", ("prompt", "prompt_hi"), "position", "is_active")


class SchemeAdmin(TermAdmin):
    """Programmes and procurement routes, with their periods."""

    form = SchemeForm
    list_display = ("name", "name_hi", "current_from", "current_until", "position", "is_offered")
    fields = (("name", "name_hi"), "slug", ("current_from", "current_until"), "position", "is_active")


class ContractStageAdmin(TermAdmin):
    """Stages between an idea and its payment."""


class EnterpriseLimitAdmin(AuditedAdmin):
    """Dated limits of the MSME classes; a new notification is a new row, the old one remains valid for its period."""

    list_display = ("enterprise_class", "valid_from", "investment_crore", "turnover_crore")
    list_filter = (by_choices("enterprise_class", _("class"), EnterpriseClass),)
    ordering = ("-valid_from", "investment_crore", "pk")


class OfficeHolderAdmin(AuditedAdmin):
    """Office holders and their terms of office."""

    form = OfficeForm
    list_display = ("name", "office", "from_on", "until_on")
    fields = (("name", "name_hi"), ("office", "office_hi"), ("from_on", "until_on"))
    search_fields = ("name", "office")
    ordering = ("office", "from_on", "pk")
