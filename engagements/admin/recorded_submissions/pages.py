"""Recorded points in the admin: what officials wrote down for ventures, and whether it was confirmed."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import recorded_submissions
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import ListFilter, OfficialsChangeList, Options, Words, by_record
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
# Written all the same although something in it may not belong there.
AS_IT_IS = "as_it_is"


def state_of(recorded: RecordedSubmission) -> str:
    """Return how a recorded point stands: waiting, confirmed or corrected."""
    if recorded.is_corrected:
        return "corrected"
    return "confirmed" if recorded.is_confirmed else "waiting"


class StateFilter(ListFilter):
    """Whether the venture has said something of it."""

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
    """Return the sessions, the latest first."""
    return Session.objects.order_by("-held_on", "-pk")


class RecordedList(OfficialsChangeList):
    """The points with what their ventures said of them."""

    @property
    def rows(self) -> list[tuple[RecordedSubmission, Words, str]]:
        """Each with the word for what the venture said, and the tone of its badge."""
        states = [(recorded, state_of(recorded)) for recorded in self.result_list]
        return [(recorded, STATES[state], TONES[state]) for recorded, state in states]


class RecordedSubmissionAdmin(PortalModelAdmin):
    """Points are written down here and read on the review page; what was heard is never changed."""

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
        """Return the point in one line, as it reads now."""
        return recorded.submission.line

    @display(description=gettext_lazy("channel"))
    def channel(self, recorded: RecordedSubmission) -> str:
        """Return how it reached the ministry."""
        return str(recorded.submission.get_channel_display())

    @display(description=gettext_lazy("confirmation"))
    def confirmation(self, recorded: RecordedSubmission) -> str:
        """Return what the venture said of it."""
        return str(STATES[state_of(recorded)])

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go to the review page, where what was heard stands beside the point."""
        recorded = self.get_visible_object(request, object_id)
        return redirect(reverse("admin:engagements_submission_change", args=[recorded.submission_id]))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write down one point for a venture, in the consultation that the address names."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        consultation = chosen_consultation(request)
        if consultation is None:
            return self.render_choice(request)
        posted = request.POST if request.method == "POST" else None
        form = RecordForm(posted, consultation=consultation, initial=self.initial_values(request), label_suffix="")
        if form.is_valid() and (AS_IT_IS in request.POST or not form.doubts()):
            made = self.recorded(request, form)
            if made:
                return self.redirect_after_save(request, made)
        return self.render_form(request, form)

    def initial_values(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the form begins with: the venture of the point before it, where one was just written down."""
        begun: dict[str, Any] = {"key": uuid4(), "channel": "session"}
        session = parse_int(request.GET.get("session", ""))
        if session is not None:
            begun["session"] = f"#{session}"
        own = Submission.objects.visible_to(actor_of(request)).filter(
            recorded_submission__recorded_by=actor_of(request).user
        )
        written = own.select_related("venture", "contact", "recorded_submission")
        before = written.filter(pk=parse_pk(request.GET.get("after", ""))).first()
        return begun | initial_after(before) if before else begun

    def recorded(self, request: HttpRequest, form: RecordForm) -> Submission | None:
        """Return the submission that was made, or None with the reason in the form."""
        if form.entry is None:
            return None
        key, at = form.cleaned_data["key"], timezone.now()
        try:
            return recorded_submissions.record(
                form.entry, consultation=form.consultation, key=key, by=actor_of(request), at=at
            )
        except ActionRefused as refused:
            form.add_error(None, refused.message)
            return None

    def redirect_after_save(self, request: HttpRequest, made: Submission) -> HttpResponse:
        """Say what was done, and open the next form or the list."""
        said = {"reference": made.reference, "venture": made.venture}
        words = _("%(reference)s has been recorded for %(venture)s.") % said
        if made.contact_id:
            words += " " + _("We will email the venture a link to confirm it.")
        if made.status == SubmissionStatus.QUARANTINED:
            words += " " + _("The security officer will read it first.")
        messages.success(request, words)
        if request.POST.get("then") == "another":
            return redirect(f"{self.url_of('add')}?consultation={made.consultation_id}&after={made.pk}")
        return redirect(self.url_of("changelist"))

    def render_form(self, request: HttpRequest, form: RecordForm) -> HttpResponse:
        """Draw the form, with what may not belong in it once it was sent."""
        context: dict[str, Any] = {
            "form": form,
            "errors": form.errors,
            "doubts": form.doubts() if form.is_bound and form.is_valid() else (),
            "consultation": form.consultation,
            "awaits_notice": is_notice_awaited(),
        }
        template = "admin/engagements/recordedsubmission/record.html"
        return self.render_page(request, template, subtitle=_("Record a submission"), **context)

    def render_choice(self, request: HttpRequest) -> HttpResponse:
        """Ask in which consultation it was said."""
        url = self.url_of("add")
        choices = [
            (consultation, f"{url}?consultation={consultation.pk}") for consultation in limited_choices(recordable())
        ]
        template = "admin/engagements/recordedsubmission/choose.html"
        return self.render_page(request, template, subtitle=_("Record a submission"), choices=choices)


def recordable() -> QuerySet[Consultation]:
    """Return the consultations for which points can be written down, newest first."""
    return Consultation.objects.filter(status=ConsultationStatus.PUBLISHED).order_by("-opens_at", "-pk")


def chosen_consultation(request: HttpRequest) -> Consultation | None:
    """Return the consultation that the address names, or the only one there is."""
    if request.GET.get("consultation"):
        return consultation_in(request, recordable())
    newest = list(recordable()[:2])
    return newest[0] if len(newest) == 1 else None
