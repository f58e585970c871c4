"""Recorded submissions in the admin: the form to record them, and the list with their confirmation."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import recorded_submissions
from engagements.admin.base import PortalModelAdmin
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import ListFilter, OfficialsChangeList, Options, Words, by_record
from engagements.admin.plain_pages import (
    actor_of,
    check_model_permission,
    posted,
    render_page,
    visible_or_404,
)
from engagements.admin.recorded_submissions.form import RecordForm, initial_after
from engagements.admin.request_params import consultation_in
from engagements.choices import ConsultationStatus, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Consultation, RecordedSubmission, Session, Submission
from engagements.rules.intake import is_notice_awaited
from engagements.rules.parsers import parse_int, parse_pk

STATES = {
    "waiting": gettext_lazy("Not confirmed yet"),
    "confirmed": gettext_lazy("Confirmed by the venture"),
    "corrected": gettext_lazy("Corrected by the venture"),
}
TONES = {"waiting": "warn", "confirmed": "good", "corrected": "info"}
# POST flag: record despite sensitive passages.
AS_IT_IS = "as_it_is"


def confirmation_state(recorded: RecordedSubmission) -> str:
    """Return the confirmation state: waiting, confirmed or corrected."""
    if recorded.is_corrected:
        return "corrected"
    return "confirmed" if recorded.is_confirmed else "waiting"


class StateFilter(ListFilter):
    """Filters by confirmation."""

    title = gettext_lazy("confirmation")
    parameter_name = "state"
    is_prominent = True

    def options(self, request: HttpRequest) -> Options:
        return STATES.items()

    def apply(
        self, request: HttpRequest, queryset: QuerySet[RecordedSubmission], value: str
    ) -> QuerySet[RecordedSubmission]:
        if value == "waiting":
            return queryset.filter(confirmed_at__isnull=True)
        return queryset.filter(confirmed_at__isnull=False, corrected_at__isnull=value == "confirmed")


def newest_sessions() -> QuerySet[Session]:
    """Return the sessions, latest first."""
    return Session.objects.order_by("-held_on", "-pk")


class RecordedList(OfficialsChangeList):
    """The list of recorded submissions with their confirmation."""

    @property
    def rows(self) -> list[tuple[RecordedSubmission, Words, str]]:
        """The rows of this page, each with the label and tone of its confirmation state."""
        states = [(recorded, confirmation_state(recorded)) for recorded in self.result_list]
        return [(recorded, STATES[state], TONES[state]) for recorded, state in states]


class RecordedSubmissionAdmin(PortalModelAdmin):
    """Submissions are recorded here and read on the review page; the original record never changes."""

    empty_list_text = gettext_lazy(
        "Record here what ventures said in a session, by post or by email. The venture is asked to confirm it."
    )
    has_public_name = False
    list_display = ("reference", "point", "channel", "said_on", "recorded_by", "confirmation")
    sortable_by = ("said_on",)
    list_filter = (
        StateFilter,
        by_record("session", gettext_lazy("session"), newest_sessions, path="submission__session"),
    )
    search_fields = ("submission__reference", "submission__venture__name")
    search_help_text = gettext_lazy("A reference number, or part of the venture's name")
    list_select_related = ("submission__venture", "recorded_by")
    ordering = ("-recorded_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RecordedSubmission]:
        return RecordedSubmission.objects.visible_to(actor_of(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return RecordedList

    @display(description=gettext_lazy("reference"))
    def reference(self, recorded: RecordedSubmission) -> str:
        """Return the reference of the submission."""
        return recorded.submission.reference

    @display(description=gettext_lazy("issue"))
    def point(self, recorded: RecordedSubmission) -> str:
        """Return the current summary of the submission."""
        return recorded.submission.line

    @display(description=gettext_lazy("channel"))
    def channel(self, recorded: RecordedSubmission) -> str:
        """Return the channel by which it reached the ministry."""
        return str(recorded.submission.get_channel_display())

    @display(description=gettext_lazy("confirmation"))
    def confirmation(self, recorded: RecordedSubmission) -> str:
        """Return the confirmation state in words."""
        return str(STATES[confirmation_state(recorded)])


def recorded_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Redirect to the review page, which shows the original record beside the submission."""
    recorded = visible_or_404(request, RecordedSubmission.objects.visible_to(actor_of(request)), object_id)
    return redirect("admin:engagements_submission_change", recorded.submission_id)


def record_page(request: HttpRequest) -> HttpResponse:
    """Show the form for the consultation in the URL, or the choice of one; a POST records the submission."""
    check_model_permission(request, "add", RecordedSubmission)
    subtitle, consultation = _("Record a submission"), chosen_consultation(request)
    if consultation is None:
        url = reverse("admin:engagements_recordedsubmission_add")
        choices = [(one, f"{url}?consultation={one.pk}") for one in limited_choices(recordable())]
        return render_page(request, RecordedSubmission, "choose.html", subtitle=subtitle, choices=choices)
    form = RecordForm(posted(request), consultation=consultation, initial=initial_values(request), label_suffix="")
    if form.is_valid() and form.entry and (AS_IT_IS in request.POST or not form.doubts()):
        key, at = form.cleaned_data["key"], timezone.now()
        try:
            made = recorded_submissions.record_submission(
                form.entry, consultation=consultation, key=key, by=actor_of(request), at=at
            )
            return redirect_after_save(request, made)
        except ActionRefused as refused:
            form.add_error(None, refused.message)
    context: dict[str, Any] = {
        "form": form,
        "errors": form.errors,
        "doubts": form.doubts() if form.is_valid() else (),
        "consultation": consultation,
        "awaits_notice": is_notice_awaited(),
    }
    return render_page(request, RecordedSubmission, "record.html", subtitle=subtitle, **context)


def initial_values(request: HttpRequest) -> dict[str, Any]:
    """Return the initial values: a new key and, after another recording, its venture and session."""
    begun: dict[str, Any] = {"key": uuid4(), "channel": "session"}
    session, actor = parse_int(request.GET.get("session", "")), actor_of(request)
    if session is not None:
        begun["session"] = f"#{session}"
    own = Submission.objects.visible_to(actor).filter(recorded_submission__recorded_by=actor.user)
    written = own.select_related("venture", "contact", "recorded_submission")
    before = written.filter(pk=parse_pk(request.GET.get("after", ""))).first()
    return begun | initial_after(before) if before else begun


def redirect_after_save(request: HttpRequest, made: Submission) -> HttpResponse:
    """Add the success message and redirect to the next form or the list."""
    said = {"reference": made.reference, "venture": made.venture}
    words = _("%(reference)s has been recorded for %(venture)s.") % said
    if made.contact_id:
        words += " " + _("We will email the venture a link to confirm it.")
    if made.status == SubmissionStatus.QUARANTINED:
        words += " " + _("The security officer will read it first.")
    messages.success(request, words)
    if request.POST.get("then") == "another":
        url = reverse("admin:engagements_recordedsubmission_add")
        return redirect(f"{url}?consultation={made.consultation_id}&after={made.pk}")
    return redirect("admin:engagements_recordedsubmission_changelist")


def recordable() -> QuerySet[Consultation]:
    """Return the consultations that submissions can be recorded for, newest first."""
    return Consultation.objects.filter(status=ConsultationStatus.PUBLISHED).order_by("-opens_at", "-pk")


def chosen_consultation(request: HttpRequest) -> Consultation | None:
    """Return the consultation that the URL names, or the only one, or None."""
    if request.GET.get("consultation"):
        return consultation_in(request, recordable())
    newest = list(recordable()[:2])
    return newest[0] if len(newest) == 1 else None
