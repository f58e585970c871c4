"""Desks in the admin: members, routing rules, and a page to test the rules."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin import display
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.admin.audited import AuditedAdmin, OptimisticLockForm
from engagements.admin.consultations.parts import PartForm, PartFormSet, PartInline
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import by_flag
from engagements.admin.plain_pages import check_model_permission, render_page
from engagements.models import Challenge, Consultation, Desk, DeskRule, FocusArea
from engagements.reports.routes import routes
from engagements.rules.desks import case_officials
from engagements.rules.parsers import parse_int


class RuleForm(PartForm):
    """Labels a rule by its criteria; requires a challenge, a focus area, or both."""

    @property
    def part_label(self) -> str:
        rule = self.instance
        parts = [str(part) for part in (rule.challenge, rule.focus_area, rule.consultation) if part]
        return f"{rule.position}: {' · '.join(parts)}"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("challenge") or given.get("focus_area")):
            self.add_error("challenge", _("Choose a challenge, a focus area, or both."))
        return given


class DeskRules(PartFormSet):
    """The rules of a desk; they are not public, so changes need no note."""

    def clean(self) -> None:
        """Run the stock checks only, not those of a consultation's inlines."""
        BaseInlineFormSet.clean(self)


class RulePart(PartInline):
    """Rules of a desk."""

    model = DeskRule
    form = RuleForm
    formset = DeskRules
    fields = (("challenge", "focus_area"), ("consultation", "position"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeskRule]:
        return super().get_queryset(request).select_related("challenge", "focus_area", "consultation")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Label the empty choice “Any”; limit the consultations on offer."""
        if db_field.related_model is Consultation:
            chosen = self.chosen(request, db_field.name)
            kwargs["queryset"] = limited_choices(Consultation.objects.all(), chosen=chosen)
        return super().formfield_for_foreignkey(db_field, request, empty_label=_("Any"), **kwargs)


class DeskAdmin(AuditedAdmin):
    """Desks and their rules; a new submission goes to the first matching rule's desk."""

    empty_list_text = gettext_lazy(
        "A desk is a group of officials. Its rules decide which submissions it receives: by "
        "challenge, by focus area, or both."
    )
    form = OptimisticLockForm
    list_display = ("name", "people", "number_of_rules", "takes")
    list_filter = (by_flag("is_active", gettext_lazy("takes submissions")),)
    search_fields = ("name",)
    ordering = ("name", "pk")
    fields: ClassVar[Any] = ("name", "members", "is_active")
    inlines = (RulePart,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Desk]:
        desks = super().get_queryset(request)
        if request.method == "POST":
            return desks
        return desks.annotate(rule_count=Count("rules")).prefetch_related("members")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only officials who work on submissions."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = case_officials().order_by("full_name", "pk")
            field.help_text = _(
                "New submissions go to the member who is available and has the fewest open submissions."
            )
        return field

    @display(description=gettext_lazy("members"))
    def people(self, desk: Desk) -> str:
        """Return the names of the members."""
        return ", ".join(str(official) for official in desk.members.all()) or _("no one")

    @display(description=gettext_lazy("desk rules"))
    def number_of_rules(self, desk: Any) -> int:
        """Return the number of rules of the desk."""
        return desk.rule_count

    @display(description=gettext_lazy("takes submissions"))
    def takes(self, desk: Desk) -> str:
        """Return whether the desk takes submissions, in words."""
        return str(_("Yes") if desk.is_active else _("No"))


def try_page(request: HttpRequest) -> HttpResponse:
    """Show where a submission would be routed now, for each challenge and focus area of a consultation."""
    check_model_permission(request, "view", Desk)
    asked = parse_int(request.GET.get("consultation", ""))
    consultations = list(limited_choices(Consultation.objects.public(), chosen=[asked]))
    chosen = next((one for one in consultations if one.pk == asked), next(iter(consultations), None))
    challenges = list(Challenge.objects.filter(is_active=True))
    context: dict[str, Any] = {
        "consultations": consultations,
        "chosen": chosen,
        "challenges": challenges,
        "lines": lines_of(chosen, challenges) if chosen else [],
    }
    return render_page(request, Desk, "test_rules.html", subtitle=_("Test the rules"), **context)


def lines_of(consultation: Consultation, challenges: list[Challenge]) -> list[Any]:
    """Return one row per focus area, with the route of each challenge."""
    areas = list(FocusArea.objects.filter(is_active=True))
    found = routes(consultation, challenges=challenges, areas=areas, on=timezone.localdate())
    return [(area, [(one, found[one.pk, area.pk]) for one in challenges]) for area in areas]
