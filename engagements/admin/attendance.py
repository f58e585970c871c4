"""Attendance in the admin: the sessions with their figures, and the attendance list of each."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions import attendance
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.paging import paged
from engagements.admin.plain_pages import (
    actor_of,
    check_model_permission,
    has_model_permission,
    posted,
    render_page,
    visible_or_404,
)
from engagements.admin.recorded_submissions.form import UNKNOWN_CHOICE
from engagements.choices import State, VentureKind
from engagements.errors import ActionRefused
from engagements.models import Attendance, Session
from engagements.models.base import localised
from engagements.reports.attendance import SessionFigures, figures_of
from engagements.rules.attendance_parser import AttendanceEntry, read_seat
from engagements.rules.vocabulary import terms_of

# Each row sends three values, and Django limits the number of fields in a form.
ROWS_SHOWN = 80


class SeatForm(forms.Form):
    """One venture to add to an attendance list; validated by the same rules as imports."""

    venture_name = forms.CharField(label=gettext_lazy("Name of the venture"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of venture"), choices=[UNKNOWN_CHOICE, *VentureKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State or union territory"), choices=[UNKNOWN_CHOICE, *State.choices], required=False
    )
    is_invited = forms.BooleanField(label=gettext_lazy("Invited"), required=False)
    is_present = forms.BooleanField(label=gettext_lazy("Present"), required=False, initial=True)

    def __init__(self, *arguments: Any, session: Session, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.session = session
        self.seat: AttendanceEntry | None = None
        for name in ("venture_name", "is_invited", "is_present"):
            self.fields[name].hides_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Parse the input with the rules of the attendance import."""
        given = dict(super().clean() or {})
        flags = {name: "yes" if given.get(name) else "no" for name in ("is_invited", "is_present")}
        written = {name: str(given.get(name) or "") for name in ("venture_name", "kind", "state")} | flags
        reading = read_seat(written, terms_of(self.session.consultation, today=timezone.localdate()))
        self.seat = reading.seat
        for name, sentence in reading.problems.items():
            self.add_error(name, sentence)
        return given


class SessionList(OfficialsChangeList):
    """The sessions with their figures, newest first, paginated."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Session]:
        """Return all sessions, including those without attendance."""
        return Session.objects.select_related("consultation").order_by("-held_on", "-pk")

    @property
    def rows(self) -> list[SessionFigures]:
        """The sessions of this page with their numbers of invited, present and submissions."""
        return figures_of(self.result_list, seen_by=actor_of(self.request))


class AttendanceAdmin(PortalModelAdmin):
    """Lists sessions instead of attendance rows; each session has its own page."""

    list_display = ("session", "venture")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attendance]:
        return Attendance.objects.visible_to(actor_of(request)).select_related("session", "venture")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return SessionList


def add_page(request: HttpRequest) -> HttpResponse:
    """Redirect to the list of sessions: attendance is added on a session's page."""
    check_model_permission(request, "add", Attendance)
    return redirect("admin:engagements_attendance_changelist")


def entry_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Redirect to the page of the session that an attendance row belongs to."""
    entry = visible_or_404(request, Attendance.objects.visible_to(actor_of(request)), object_id)
    return redirect("admin:engagements_attendance_session", entry.session_id)


def session_page(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show the attendance list of a session; a POST adds a venture or saves the checkboxes."""
    check_model_permission(request, "view", Attendance)
    session = get_object_or_404(Session.objects.select_related("consultation"), pk=session_id)
    if request.method == "POST":
        check_model_permission(request, "change", Attendance)
        if "ticks" in request.POST:
            return save_ticks(request, session)
    form = SeatForm(posted(request), session=session, label_suffix="")
    if form.is_valid() and form.seat:
        try:
            row = attendance.record_attendance(session, form.seat, by=actor_of(request), at=timezone.now())
            messages.success(request, _("%(venture)s has been added to the list.") % {"venture": row.venture})
            return redirect("admin:engagements_attendance_session", session.pk)
        except ActionRefused as refused:
            form.add_error(None, refused.message)
    seats = Attendance.objects.visible_to(actor_of(request)).filter(session=session).select_related("venture")
    context: dict[str, Any] = {
        "session": session,
        "figures": figures_of([session], seen_by=actor_of(request))[0],
        **paged(seats.order_by("venture__name", "pk"), request, called="seats", each=ROWS_SHOWN),
        "form": form,
        "errors": form.errors,
        "may_change": has_model_permission(request, "change", Attendance),
    }
    return render_page(request, Attendance, "session.html", subtitle=localised(session, "title"), **context)


def save_ticks(request: HttpRequest, session: Session) -> HttpResponse:
    """Save the checkboxes of the rows that the submitted page listed."""
    seats = Attendance.objects.visible_to(actor_of(request)).filter(session=session)
    given = {name: set(request.POST.getlist(name)) for name in ("listed", "invited", "present")}
    listed = [pk for pk in seats.values_list("venture_id", flat=True) if str(pk) in given["listed"]]
    flags = {pk: (str(pk) in given["invited"], str(pk) in given["present"]) for pk in listed}
    changed = attendance.tick(session, flags, by=actor_of(request), at=timezone.now())
    words = ngettext("%(count)d entry updated.", "%(count)d entries updated.", changed)
    messages.success(request, words % {"count": changed})
    return redirect("admin:engagements_attendance_session", session.pk)
