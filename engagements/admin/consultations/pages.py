"""Consultations in the admin: draft, publication by check-list, and public changes after it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import display
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import consultations
from engagements.admin.audited import AuditedAdmin
from engagements.admin.consultations.changes import described, shown_values
from engagements.admin.consultations.form import ConsultationForm
from engagements.admin.consultations.parts import (
    AskedChallengePart,
    KeyFigurePart,
    SessionPart,
    SourcePart,
    is_public,
    parent_pk,
)
from engagements.admin.limited_choices import limited_choices, terms_offered
from engagements.admin.lists import by_choices
from engagements.admin.plain_pages import (
    actor_of,
    check_act,
    render_page,
    visible_or_404,
)
from engagements.choices import AuditedAct, ConsultationStatus
from engagements.errors import ActionRefused
from engagements.models import Consultation, FocusArea, OfficeHolder
from engagements.models.base import localised
from engagements.rules import checklists
from engagements.rules.permissions import Act, may

# POST value `to` → the action and its success message.
STATUS_ACTIONS = {
    "answered": (consultations.mark_answered, gettext_lazy("“%(title)s” is now marked as answered.")),
    "unanswered": (consultations.unmark_answered, gettext_lazy("“%(title)s” is no longer marked as answered.")),
}


class ConsultationAdmin(AuditedAdmin):
    """Consultations are prepared and published here, and never deleted."""

    empty_list_text = gettext_lazy(
        "A consultation is prepared as a draft. It can be published when every item on its checklist is complete."
    )
    form = ConsultationForm
    act_of_adding = AuditedAct.CONSULTATION_RECORDED
    act_of_changing = AuditedAct.CONSULTATION_CHANGED
    list_display = ("heading", "status", "opens_at", "closes_at", "led_by")
    sortable_by = ("heading", "status", "opens_at", "closes_at")
    list_filter = (by_choices("status", gettext_lazy("status"), ConsultationStatus),)
    search_fields = ("title", "title_hi", "slug")
    ordering = ("-opens_at", "-pk")
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    inlines = (SessionPart, AskedChallengePart, SourcePart, KeyFigurePart)
    fieldsets = (
        (None, {"fields": (("title", "title_hi"), ("summary", "summary_hi"), ("slug", "status"))}),
        (
            gettext_lazy("Submission period"),
            {"fields": (("opens_at", "closes_at"), ("window_reason", "window_reason_hi"))},
        ),
        (
            gettext_lazy("Who and where"),
            {"fields": (("organiser", "organiser_hi"), ("ministry", "ministry_hi"), ("venue", "venue_hi"), "chair")},
        ),
        (gettext_lazy("What it is about"), {"fields": (("background", "background_hi"), "focus_areas")}),
    )
    on_change = (
        gettext_lazy("What the public will see about this change"),
        {"fields": (("change_note", "change_note_hi"),)},
    )

    @display(description=gettext_lazy("title"), ordering="title")
    def heading(self, consultation: Consultation) -> str:
        """Return the title in the reader's language."""
        return str(consultation)

    @display(description=gettext_lazy("organiser"))
    def led_by(self, consultation: Consultation) -> str:
        """Return the organiser in the reader's language."""
        return localised(consultation, "organiser")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add the change note once the consultation is public."""
        shows_note = obj and is_public(obj) and self.has_change_permission(request, obj)
        return (self.on_change, *self.fieldsets) if shows_note else self.fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.actor = actor_of(request)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer office holders as chair, those in office first."""
        if db_field.related_model is OfficeHolder:
            people = OfficeHolder.objects.order_by(F("until_on").desc(nulls_first=True), "office", "pk")
            chosen = Consultation.objects.filter(pk__in=[parent_pk(request)], chair__isnull=False).values("chair")
            kwargs["queryset"] = limited_choices(people, chosen=chosen)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the active focus areas, and those already chosen."""
        if db_field.related_model is FocusArea:
            named = Consultation.focus_areas.through.objects.filter(consultation=parent_pk(request))
            kwargs["queryset"] = terms_offered(FocusArea.objects.all(), chosen=named.values("focusarea"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Actions change the status; the slug of a published consultation is fixed because its URL is in emails."""
        return ("status", "slug") if obj and is_public(obj) else ("status",)

    def view_on_site(self, obj: Consultation) -> str | None:
        """Return the URL of the public page, if there is one."""
        return obj.get_absolute_url() if is_public(obj) else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        return super().render_change_form(
            request, context | (self.extra_context(request, record) if record else {}), *args, **kwargs
        )

    def extra_context(self, request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
        """Return the context around the form: unmet checks and past changes."""
        is_draft = not is_public(consultation)
        stored = Consultation.objects.with_asked().get(pk=consultation.pk)
        missing = checklists.unmet_blocking(checklists.checks_of(stored, at=timezone.now())) if is_draft else []
        return {
            "is_draft": is_draft,
            "missing": missing,
            "may_publish": may(actor_of(request), Act.PUBLISH_CONSULTATION),
            "changes": [described(change) for change in consultation.changes.select_related("changed_by")],
        }

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the old and new values of a change to a published consultation, besides the audit event."""
        # Collect the values before deletion: deleted instances lose their ids.
        values = shown_values(form, formsets) if is_public(form.instance) and change else {}
        super().save_related(request, form, formsets, change)
        if values:
            note, note_hi = form.cleaned_data["change_note"], form.cleaned_data["change_note_hi"]
            by, at = actor_of(request), timezone.now()
            consultations.record_change(form.instance, note, note_hi=note_hi, values=values, by=by, at=at)


def publish_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show the check-list of a consultation; a POST publishes it if nothing is missing."""
    consultation = visible_or_404(request, Consultation.objects.all(), object_id)
    if request.method == "POST":
        return publish_draft(request, consultation)
    stored = Consultation.objects.with_asked().get(pk=consultation.pk)
    checks = checklists.checks_of(stored, at=timezone.now())
    rows: list[dict[str, Any]] = [{"check": check, "url": place_of(consultation, check.place)} for check in checks]
    context: dict[str, Any] = {
        "consultation": consultation,
        "blocking": [row for row in rows if row["check"].is_blocking],
        "advised": [row for row in rows if not row["check"].is_blocking],
        "missing": checklists.unmet_blocking(checks),
        "is_draft": not is_public(consultation),
        "may_publish": may(actor_of(request), Act.PUBLISH_CONSULTATION),
    }
    subtitle = _("Check-list of %(title)s") % {"title": consultation}
    return render_page(request, Consultation, "publish.html", subtitle=subtitle, **context)


def publish_draft(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Publish a draft, or show why it was refused."""
    check_act(request, Act.PUBLISH_CONSULTATION)
    try:
        consultations.publish_consultation(consultation, by=actor_of(request), at=timezone.now())
    except ActionRefused as refused:
        messages.error(request, refused.message)
        return redirect("admin:engagements_consultation_publish", consultation.pk)
    messages.success(request, _("“%(title)s” has been published.") % {"title": consultation})
    return redirect("admin:engagements_consultation_change", consultation.pk)


def change_status(request: HttpRequest, object_id: int) -> HttpResponse:
    """Mark a published consultation as answered, or undo that."""
    consultation = visible_or_404(request, Consultation.objects.all(), object_id)
    check_act(request, Act.PUBLISH_CONSULTATION)
    name = request.POST.get("to", "")
    if request.method == "POST" and name in STATUS_ACTIONS:
        act, said = STATUS_ACTIONS[name]
        try:
            act(consultation, by=actor_of(request), at=timezone.now())
            messages.success(request, said % {"title": consultation})
        except ActionRefused as refused:
            messages.error(request, refused.message)
    return redirect("admin:engagements_consultation_change", consultation.pk)


def place_of(consultation: Consultation, place: str) -> str:
    """Return the URL at which an item of the check-list can be completed."""
    if place == "questions":
        return f"{reverse('admin:engagements_question_changelist')}?consultation={consultation.pk}"
    if place == "privacy":
        return f"{reverse('admin:engagements_policyversion_add')}?kind=privacy"
    anchor = f"{place}-group" if place in ("sessions", "asked_challenges") else f"div_id_{place}"
    return f"{reverse('admin:engagements_consultation_change', args=[consultation.pk])}#{anchor}"
