"""Absences in the admin: who is away, until when and who covers; officials record their own, leads anyone's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from engagements.actions import absences, assignments
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import ListFilter, Options
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.errors import ActionRefused
from engagements.models import Absence
from engagements.rules.absences import may_record_for
from engagements.rules.actors import Actor
from engagements.rules.dates import day_range, day_text


class AbsenceDayField(forms.DateField):
    """A date entered with the browser's date control."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WhenFilter(ListFilter):
    """Filters absences by current, future or past."""

    title = gettext_lazy("when")
    parameter_name = "when"
    is_prominent = True

    def options(self, request: HttpRequest) -> Options:
        return [("now", _("Away now")), ("later", _("Away later")), ("past", _("Ended or cancelled"))]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        if value == "past":
            return queryset.filter(pk__in=Absence.objects.over(today).values("pk"))
        standing = queryset.filter(ended_at__isnull=True, until_on__gte=today)
        return standing.filter(from_on__lte=today) if value == "now" else standing.filter(from_on__gt=today)


class AbsenceForm(forms.Form):
    """Form to record an absence: the official, the first and last day, and the cover."""

    official = forms.TypedChoiceField(
        label=gettext_lazy("Who is away"), error_messages={"required": gettext_lazy("Choose who is away.")}
    )
    from_on = AbsenceDayField(label=gettext_lazy("First day away"))
    until_on = AbsenceDayField(label=gettext_lazy("Last day away"))
    cover = forms.TypedChoiceField(
        label=gettext_lazy("Covered by"),
        error_messages={"required": gettext_lazy("Choose the colleague who will cover.")},
        help_text=gettext_lazy(
            "Receives work that the rules would have given to this official, sees those submissions "
            "under “Mine” and gets the reminders."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(one.pk): one for one in assignments.assignable()}
        away = {key: one for key, one in offered.items() if may_record_for(actor, one)}
        for name, people in (("official", away), ("cover", offered)):
            field = self.fields[name]
            field.choices = [("", _("Choose…")), *((key, str(one)) for key, one in people.items())]  # type: ignore[attr-defined]
            field.coerce = people.__getitem__  # type: ignore[attr-defined]


class AbsenceAdmin(PortalModelAdmin):
    """Absences are recorded and cancelled, never edited or deleted, so that past cover stays on record."""

    empty_list_text = gettext_lazy(
        "While an official is away, a colleague covers for them and receives their work and "
        "reminders until the last day."
    )
    has_public_name = False
    list_display = ("official", "days", "cover", "state", "recorded_by")
    sortable_by = ("official",)
    list_filter = (WhenFilter,)
    list_select_related = ("official", "cover", "recorded_by")
    ordering = ("-until_on", "-pk")

    @display(description=gettext_lazy("away"))
    def days(self, absence: Absence) -> str:
        """Return the period of the absence."""
        return day_range(absence.from_on, absence.until_on)

    @display(description=gettext_lazy("state"))
    def state(self, absence: Absence) -> str:
        """Return the state of the absence in words."""
        return state_text(absence)


def record_page(request: HttpRequest) -> HttpResponse:
    """Show the form for an absence; a POST records it."""
    check_model_permission(request, "add", Absence)
    actor = actor_of(request)
    first = {"official": actor.official_id, "from_on": timezone.localdate()}
    form = AbsenceForm(posted(request), actor=actor, initial=first)
    if form.is_valid():
        try:
            recorded = absences.record_absence(**form.cleaned_data, by=actor, at=timezone.now())
            days = day_range(recorded.from_on, recorded.until_on)
            messages.success(request, _("%(name)s is away %(days)s.") % {"name": recorded.official, "days": days})
            return redirect("admin:engagements_absence_changelist")
        except ActionRefused as refused:
            add_refusal(form, refused)
    return render_page(request, Absence, "record.html", subtitle=_("Record an absence"), form=form)


@require_safe
def absence_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one absence, with a cancel button for those who may cancel it."""
    absence = visible_absence(request, object_id)
    stands = absence.ended_at is None and absence.until_on >= timezone.localdate()
    context: dict[str, Any] = {
        "absence": absence,
        "days": day_range(absence.from_on, absence.until_on),
        "state": state_text(absence),
        "may_end": stands and may_record_for(actor_of(request), absence.official),
        "trail_url": trail_url(request, absence),
    }
    subtitle = _("Absence of %(name)s") % {"name": absence.official}
    return render_page(request, Absence, "absence.html", subtitle=subtitle, **context)


def end_absence(request: HttpRequest, object_id: int) -> HttpResponse:
    """Cancel an absence; a GET only redirects to its page."""
    absence = visible_absence(request, object_id)
    if not may_record_for(actor_of(request), absence.official):
        raise PermissionDenied
    if request.method == "POST":
        try:
            absences.take_back(absence, by=actor_of(request), at=timezone.now())
            messages.success(request, _("The absence of %(name)s has been cancelled.") % {"name": absence.official})
        except ActionRefused as refused:
            messages.error(request, refused.message)
    return redirect("admin:engagements_absence_change", absence.pk)


def visible_absence(request: HttpRequest, object_id: str | int) -> Absence:
    """Return an absence, or raise 403 or 404."""
    return visible_or_404(request, Absence.objects.with_people(), object_id)


def state_text(absence: Absence) -> str:
    """Return the state of an absence today, in words."""
    if absence.ended_at:
        return _("cancelled on %(day)s") % {"day": day_text(absence.ended_at)}
    today = timezone.localdate()
    if absence.until_on < today:
        return _("over")
    return _("away now") if absence.from_on <= today else _("away later")
