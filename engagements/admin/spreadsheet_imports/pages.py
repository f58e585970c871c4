"""Importing sheets in the admin: upload, match the columns, look at every row, import the good ones, fetch the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions import spreadsheet_imports
from engagements.actions.spreadsheet_rows import Kind, Outcome
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import by_choices
from engagements.admin.recorded_submissions.pages import recordable
from engagements.admin.request_params import parse_page
from engagements.admin.spreadsheet_imports.forms import MatchForm, UploadForm
from engagements.choices import ImportPurpose
from engagements.errors import ActionRefused
from engagements.models import SpreadsheetImport
from engagements.reports.spreadsheet import lines
from engagements.rules.intake import is_notice_awaited
from engagements.rules.numerals import format_number
from engagements.rules.spreadsheets.columns import COLUMNS
from engagements.uploads import LeftOut

ROWS_SHOWN = 100


@dataclass(frozen=True)
class Counts:
    """How many rows would go which way."""

    new: int
    there: int
    error: int
    mailed: int
    held: int

    @classmethod
    def of(cls, outcomes: list[Outcome]) -> "Counts":
        """Count the outcomes of rows."""
        kinds = [outcome.kind for outcome in outcomes]
        return cls(
            new=kinds.count(Kind.NEW),
            there=kinds.count(Kind.EXISTS),
            error=kinds.count(Kind.ERROR),
            mailed=sum(outcome.is_mailed for outcome in outcomes),
            held=sum(outcome.is_held for outcome in outcomes),
        )


class SpreadsheetImportAdmin(PortalModelAdmin):
    """Sheets are uploaded, imported and discarded by acts."""

    empty_list_text = gettext_lazy(
        "Import submissions or attendance lists from a spreadsheet. You can see what will happen "
        "to each row before it is saved."
    )
    list_display = ("number", "purpose", "consultation", "uploaded_by", "uploaded_at", "state", "imported")
    sortable_by = ("uploaded_at",)
    list_filter = (by_choices("purpose", gettext_lazy("contains"), ImportPurpose),)
    ordering = ("-uploaded_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SpreadsheetImport]:
        rows = SpreadsheetImport.objects.visible_to(actor_of(request)).select_related(
            "consultation", "session", "uploaded_by"
        )
        match = request.resolver_match
        return rows.defer("rows") if match and match.url_name == "engagements_spreadsheetimport_changelist" else rows

    @display(description=gettext_lazy("sheet"))
    def number(self, sheet: SpreadsheetImport) -> str:
        """Return the name of the file."""
        return sheet.name

    @display(description=gettext_lazy("state"))
    def state(self, sheet: SpreadsheetImport) -> str:
        """Return how far an import has come."""
        if sheet.is_finished:
            return _("Imported")
        return _("Discarded") if sheet.is_discarded else _("Not imported yet")

    def get_urls(self) -> list[Any]:
        pages: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "<int:object_id>/rows/": (self.rows_view, "rows"),
            "<int:object_id>/discard/": (self.discard_view, "discard"),
            "<int:object_id>/left-out.csv": (self.left_out_view, "rest"),
            "template/<slug:purpose>.csv": (self.template_view, "template"),
        }
        ours = [
            path(route, self.admin_site.admin_view(view), name=f"engagements_spreadsheetimport_{name}")
            for route, (view, name) in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take a file, and go on to its columns."""
        self.check_may_import(request)
        initial = {"purpose": request.GET.get("purpose", ImportPurpose.POINTS), "session": request.GET.get("session")}
        posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = UploadForm(*posted, consultations=recordable(), initial=initial, label_suffix="")
        if form.is_valid():
            sheet = self.uploaded(request, form)
            if sheet:
                return redirect(self.url_of("change", sheet.pk))
        context: dict[str, Any] = {"form": form, "errors": form.errors, "purposes": ImportPurpose}
        return self.render_page(
            request, "admin/engagements/spreadsheetimport/upload.html", subtitle=_("Import a sheet"), **context
        )

    def uploaded(self, request: HttpRequest, form: UploadForm) -> SpreadsheetImport | None:
        """Return the sheet, or None with the reason in the form."""
        given = form.cleaned_data
        file = given["sheet"]
        try:
            if isinstance(file, LeftOut):
                raise ActionRefused(file.reason)
            return spreadsheet_imports.upload(
                file.name or "",
                file.read(),
                purpose=ImportPurpose(given["purpose"]),
                consultation=given["consultation"],
                session=given["session"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except ActionRefused as refused:
            form.add_error("sheet", refused.message)
            return None

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Match the columns of a sheet; of one that is over, say what became of it."""
        sheet = self.get_visible_object(request, object_id)
        if sheet.is_finished or sheet.is_discarded:
            return self.render_page(
                request, "admin/engagements/spreadsheetimport/finished.html", subtitle=sheet.name, sheet=sheet
            )
        self.check_may_import(request)
        form = MatchForm(request.POST if request.method == "POST" else None, sheet=sheet, label_suffix="")
        if form.is_valid() and self.matched(request, sheet, form):
            return redirect(self.url_of("rows", sheet.pk))
        context: dict[str, Any] = {"form": form, "errors": form.errors, "sheet": sheet, "row_count": len(sheet.rows)}
        return self.render_page(
            request, "admin/engagements/spreadsheetimport/match.html", subtitle=sheet.name, **context
        )

    def matched(self, request: HttpRequest, sheet: SpreadsheetImport, form: MatchForm) -> bool:
        """Return whether the columns could be matched so; if not, the form says why."""
        try:
            spreadsheet_imports.match(sheet, form.places(), form.fixed(), by=actor_of(request))
        except ActionRefused as refused:
            form.add_error(refused.field or None, refused.message)
            return False
        return True

    def rows_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what importing would do with every row; a POST imports the good ones."""
        sheet = self.get_visible_object(request, str(object_id))
        self.check_may_import(request)
        if sheet.is_finished or sheet.is_discarded:
            return redirect(self.url_of("change", sheet.pk))
        if request.method == "POST":
            return self.imported(request, sheet)
        outcomes = spreadsheet_imports.plan(sheet, by=actor_of(request), on=timezone.localdate())
        show = request.GET.get("show", "")
        shown = [outcome for outcome in outcomes if not show or outcome.kind == show]
        page = parse_page(request)
        first = (page - 1) * ROWS_SHOWN
        context: dict[str, Any] = {
            "sheet": sheet,
            "awaits_notice": sheet.purpose == ImportPurpose.POINTS and is_notice_awaited(),
            "counts": Counts.of(outcomes),
            "outcomes": shown[first : first + ROWS_SHOWN],
            "show": show,
            "range": _range(first, shown),
            "previous_url": _page_url(show, page - 1) if first else "",
            "next_url": _page_url(show, page + 1) if first + ROWS_SHOWN < len(shown) else "",
        }
        return self.render_page(
            request, "admin/engagements/spreadsheetimport/rows.html", subtitle=sheet.name, **context
        )

    def imported(self, request: HttpRequest, sheet: SpreadsheetImport) -> HttpResponse:
        """Import a portion of the good rows and say how far it has come."""
        try:
            sheet, done, left = spreadsheet_imports.carry_out(sheet, by=actor_of(request), at=timezone.now())
        except ActionRefused as refused:
            messages.error(request, refused.message)
            return redirect(self.url_of("rows", sheet.pk))
        words = ngettext("%(count)s row imported.", "%(count)s rows imported.", done) % {"count": format_number(done)}
        if left:
            words += " " + _("%(left)s are left. Continue with the button below.") % {"left": format_number(left)}
        messages.success(request, words)
        return redirect(self.url_of("rows" if left else "change", sheet.pk))

    def discard_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Forget the rows of a sheet."""
        sheet = self.get_visible_object(request, str(object_id))
        self.check_may_import(request)
        if request.method == "POST":
            spreadsheet_imports.discard(sheet, by=actor_of(request), at=timezone.now())
            messages.success(
                request, _("The rows of “%(name)s” have been removed from the portal.") % {"name": sheet.name}
            )
        return redirect(self.url_of("changelist"))

    def left_out_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Hand out the rows that stay out, with the reasons, as a sheet that can be mended and imported."""
        sheet = self.get_visible_object(request, str(object_id))
        self.check_may_import(request)
        if sheet.is_discarded:
            raise Http404
        outcomes = spreadsheet_imports.plan(sheet, by=actor_of(request), on=timezone.localdate())
        wrong = {outcome.number: outcome for outcome in outcomes if outcome.kind is Kind.ERROR}
        rows = [[*cells, _reasons(wrong[number])] for number, cells in sheet.rows if number in wrong]
        return _csv([*sheet.headings, _("Errors (row, column, reason)")], rows, name=f"left-out-{sheet.pk}.csv")

    def template_view(self, request: HttpRequest, purpose: str) -> HttpResponseBase:
        """Hand out an empty sheet with the expected headings and one illustrative row."""
        self.check_may_import(request)
        if purpose not in ImportPurpose.values:
            raise Http404
        columns = COLUMNS[ImportPurpose(purpose)]
        headings, example = [str(column.label) for column in columns], [column.example for column in columns]
        return _csv(headings, [example], name=f"{purpose}.csv")

    def check_may_import(self, request: HttpRequest) -> None:
        """Answer 403 to those who do not import."""
        if not self.has_add_permission(request):
            raise PermissionDenied


def _reasons(outcome: Outcome) -> str:
    row = _("Row %(row)d") % {"row": outcome.number}
    return " · ".join([row, *(f"{one.column}: {one.sentence}".lstrip(": ") for one in outcome.problems)])


def _csv(headings: list[str], rows: list[list[str]], *, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page_url(show: str, page: int) -> str:
    return f"?show={show}&page={page}" if show else f"?page={page}"


def _range(first: int, shown: list[Outcome]) -> str:
    if len(shown) <= ROWS_SHOWN:
        return ""
    last = min(first + ROWS_SHOWN, len(shown))
    numbers = {"first": format_number(first + 1), "last": format_number(last), "all": format_number(len(shown))}
    return _("%(first)s to %(last)s of %(all)s") % numbers
