"""Attendance in the admin: every session with its figures, and the list of those invited and present."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions import attendance
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.paging import paged
from engagements.admin.recorded_submissions.form import UNKNOWN_CHOICE
from engagements.choices import State, VentureKind
from engagements.errors import ActionRefused
from engagements.models import Attendance, Session
from engagements.models.base import localised
from engagements.reports.attendance import SessionFigures, figures_of
from engagements.rules.attendance_parser import AttendanceEntry, read_seat
from engagements.rules.vocabulary import terms_of

# Three values for each row must fit into one form.
ROWS_SHOWN = 80


class SeatForm(forms.Form):
    """One venture to add; read by the rules that imports go by."""

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
        """Read what was written by the rules."""
        given = dict(super().clean() or {})
        flags = {name: "yes" if given.get(name) else "no" for name in ("is_invited", "is_present")}
        written = {name: str(given.get(name) or "") for name in ("venture_name", "kind", "state")} | flags
        reading = read_seat(written, terms_of(self.session.consultation, today=timezone.localdate()))
        self.seat = reading.seat
        for name, sentence in reading.problems.items():
            self.add_error(name, sentence)
        return given


class SessionList(OfficialsChangeList):
    """The sessions with their figures, newest first, a page at a time."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Session]:
        """Return the sessions, whether somebody stands on their lists or not."""
        return Session.objects.select_related("consultation").order_by("-held_on", "-pk")

    @property
    def rows(self) -> list[SessionFigures]:
        """The sessions of this page with how many were invited, came, and have a point from it."""
        return figures_of(self.result_list, seen_by=actor_of(self.request))


class AttendanceAdmin(PortalModelAdmin):
    """Attendance is kept by session: one page for each, and one list of them all."""

    list_display = ("session", "venture")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attendance]:
        return Attendance.objects.visible_to(actor_of(request)).select_related("session", "venture")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return SessionList

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.session_view)
        return [path("session/<int:session_id>/", view, name="engagements_attendance_session"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go to the list of sessions: whoever is added, is added to one of them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect(self.url_of("changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go to the page of the session."""
        return redirect(self.url_of("session", self.get_visible_object(request, object_id).session_id))

    def session_view(self, request: HttpRequest, session_id: int) -> HttpResponse:
        """Show who was invited to a session and who came; a POST adds one, or saves the ticks."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        session = Session.objects.select_related("consultation").filter(pk=session_id).first()
        if session is None:
            raise Http404
        if request.method != "POST":
            return self.listing(request, session, SeatForm(session=session, label_suffix=""))
        if not self.has_change_permission(request):
            raise PermissionDenied
        return self.ticked(request, session) if "ticks" in request.POST else self.added(request, session)

    def added(self, request: HttpRequest, session: Session) -> HttpResponse:
        """Add one venture to a session's list."""
        form = SeatForm(request.POST, session=session, label_suffix="")
        if form.is_valid() and form.seat:
            try:
                row = attendance.record(session, form.seat, by=actor_of(request), at=timezone.now())
            except ActionRefused as refused:
                form.add_error(None, refused.message)
            else:
                messages.success(request, _("%(venture)s has been added to the list.") % {"venture": row.venture})
                return redirect(self.url_of("session", session.pk))
        return self.listing(request, session, form)

    def ticked(self, request: HttpRequest, session: Session) -> HttpResponse:
        """Save the ticks of the page that was shown."""
        visible = self.get_queryset(request).filter(session=session).values_list("venture_id", flat=True)
        given = {name: set(request.POST.getlist(name)) for name in ("listed", "invited", "present")}
        listed = [pk for pk in visible if str(pk) in given["listed"]]
        flags = {pk: (str(pk) in given["invited"], str(pk) in given["present"]) for pk in listed}
        changed = attendance.tick(session, flags, by=actor_of(request), at=timezone.now())
        words = ngettext("%(count)d entry updated.", "%(count)d entries updated.", changed)
        messages.success(request, words % {"count": changed})
        return redirect(self.url_of("session", session.pk))

    def listing(self, request: HttpRequest, session: Session, form: SeatForm) -> HttpResponse:
        """Draw a session's page."""
        seats = self.get_queryset(request).filter(session=session).order_by("venture__name", "pk")
        context: dict[str, Any] = {
            "session": session,
            "figures": figures_of([session], seen_by=actor_of(request))[0],
            **paged(seats, request, called="seats", each=ROWS_SHOWN),
            "form": form,
            "errors": form.errors,
            "may_change": self.has_change_permission(request),
        }
        template = "admin/engagements/attendance/session.html"
        return self.render_page(request, template, subtitle=localised(session, "title"), **context)
