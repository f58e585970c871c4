"""Spreadsheet imports in the admin: upload, match columns, check rows, import valid ones, download the rest."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions import spreadsheet_imports
from engagements.actions.spreadsheet_rows import RowKind, RowOutcome
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import by_choices
from engagements.admin.paging import paged
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_model_permission,
    posted,
    render_page,
    visible_or_404,
)
from engagements.admin.recorded_submissions.pages import recordable
from engagements.admin.spreadsheet_imports.forms import MatchForm, UploadForm
from engagements.choices import ImportPurpose
from engagements.errors import ActionRefused
from engagements.models import SpreadsheetImport
from engagements.reports.spreadsheet import lines
from engagements.rules.actors import Actor
from engagements.rules.intake import is_notice_awaited
from engagements.rules.numerals import format_number
from engagements.rules.spreadsheets.columns import COLUMNS
from engagements.uploads import LeftOut

ROWS_SHOWN = 100


@dataclass(frozen=True)
class RowCounts:
    """Numbers of rows by outcome."""

    new: int
    there: int
    error: int
    mailed: int
    held: int

    @classmethod
    def of(cls, outcomes: list[RowOutcome]) -> "RowCounts":
        """Count the outcomes."""
        kinds = [outcome.kind for outcome in outcomes]
        return cls(
            new=kinds.count(RowKind.NEW),
            there=kinds.count(RowKind.EXISTS),
            error=kinds.count(RowKind.ERROR),
            mailed=sum(outcome.is_mailed for outcome in outcomes),
            held=sum(outcome.is_held for outcome in outcomes),
        )


class SpreadsheetImportAdmin(PortalModelAdmin):
    """Spreadsheets are uploaded, imported and discarded through actions."""

    empty_list_text = gettext_lazy(
        "Import submissions or attendance lists from a spreadsheet. You can see what will happen "
        "to each row before it is saved."
    )
    list_display = ("number", "purpose", "consultation", "uploaded_by", "uploaded_at", "state", "imported")
    sortable_by = ("uploaded_at",)
    list_filter = (by_choices("purpose", gettext_lazy("contains"), ImportPurpose),)
    ordering = ("-uploaded_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SpreadsheetImport]:
        sheets = SpreadsheetImport.objects.visible_to(actor_of(request))
        return sheets.select_related("consultation", "session", "uploaded_by").defer("rows")

    @display(description=gettext_lazy("spreadsheet import"))
    def number(self, sheet: SpreadsheetImport) -> str:
        """Return the file name."""
        return sheet.name

    @display(description=gettext_lazy("state"))
    def state(self, sheet: SpreadsheetImport) -> str:
        """Return the state of an import, in words."""
        if sheet.is_finished:
            return _("Imported")
        return _("Discarded") if sheet.is_discarded else _("Not imported yet")


def upload_page(request: HttpRequest) -> HttpResponse:
    """Show the upload form; a POST stores the file and redirects to the matching of columns."""
    check_model_permission(request, "add", SpreadsheetImport)
    initial = {"purpose": request.GET.get("purpose", ImportPurpose.POINTS), "session": request.GET.get("session")}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, consultations=recordable(), initial=initial, label_suffix="")
    if form.is_valid():
        try:
            sheet = save_upload(form.cleaned_data, by=actor_of(request))
            return redirect("admin:engagements_spreadsheetimport_change", sheet.pk)
        except ActionRefused as refused:
            form.add_error("sheet", refused.message)
    context: dict[str, Any] = {"form": form, "errors": form.errors, "purposes": ImportPurpose}
    return render_page(request, SpreadsheetImport, "upload.html", subtitle=_("Import a spreadsheet"), **context)


def save_upload(given: dict[str, Any], *, by: Actor) -> SpreadsheetImport:
    """Store and return the uploaded sheet; raises ActionRefused if the file cannot be read."""
    file = given["sheet"]
    if isinstance(file, LeftOut):
        raise ActionRefused(file.reason)
    return spreadsheet_imports.upload(
        file.name or "",
        file.read(),
        purpose=ImportPurpose(given["purpose"]),
        consultation=given["consultation"],
        session=given["session"],
        by=by,
        at=timezone.now(),
    )


def match_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Match the columns of a sheet; for a finished or discarded one show its result."""
    sheet = visible_sheet(request, object_id)
    if sheet.is_finished or sheet.is_discarded:
        return render_page(request, SpreadsheetImport, "finished.html", subtitle=sheet.name, sheet=sheet)
    check_model_permission(request, "add", SpreadsheetImport)
    form = MatchForm(posted(request), sheet=sheet, label_suffix="")
    if form.is_valid():
        try:
            spreadsheet_imports.match(sheet, form.places(), form.fixed(), by=actor_of(request))
            return redirect("admin:engagements_spreadsheetimport_rows", sheet.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
    context: dict[str, Any] = {"form": form, "errors": form.errors, "sheet": sheet, "row_count": len(sheet.rows)}
    return render_page(request, SpreadsheetImport, "match.html", subtitle=sheet.name, **context)


def rows_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show the outcome of every row; a POST imports the valid ones."""
    sheet = visible_sheet(request, object_id)
    check_model_permission(request, "add", SpreadsheetImport)
    if sheet.is_finished or sheet.is_discarded:
        return redirect("admin:engagements_spreadsheetimport_change", sheet.pk)
    if request.method == "POST":
        return import_rows(request, sheet)
    outcomes = spreadsheet_imports.classify_rows(sheet, by=actor_of(request), on=timezone.localdate())
    show = request.GET.get("show", "")
    shown = [outcome for outcome in outcomes if not show or outcome.kind == show]
    context: dict[str, Any] = {
        "sheet": sheet,
        "awaits_notice": sheet.purpose == ImportPurpose.POINTS and is_notice_awaited(),
        "counts": RowCounts.of(outcomes),
        "show": show,
        **paged(shown, request, called="outcomes", each=ROWS_SHOWN, kept={"show": show}),
    }
    return render_page(request, SpreadsheetImport, "rows.html", subtitle=sheet.name, **context)


def import_rows(request: HttpRequest, sheet: SpreadsheetImport) -> HttpResponse:
    """Import a batch of the valid rows and report the progress."""
    try:
        sheet, done, left = spreadsheet_imports.import_rows(sheet, by=actor_of(request), at=timezone.now())
    except ActionRefused as refused:
        messages.error(request, refused.message)
        return redirect("admin:engagements_spreadsheetimport_rows", sheet.pk)
    words = ngettext("%(count)s row imported.", "%(count)s rows imported.", done) % {"count": format_number(done)}
    if left:
        words += " " + _("%(left)s are left. Continue with the button below.") % {"left": format_number(left)}
    messages.success(request, words)
    return redirect(f"admin:engagements_spreadsheetimport_{'rows' if left else 'change'}", sheet.pk)


def discard_sheet(request: HttpRequest, object_id: int) -> HttpResponse:
    """Discard an import and delete its rows."""
    sheet = visible_sheet(request, object_id)
    check_model_permission(request, "add", SpreadsheetImport)
    if request.method == "POST":
        spreadsheet_imports.discard_import(sheet, by=actor_of(request), at=timezone.now())
        words = _("The rows of “%(name)s” have been removed from the portal.") % {"name": sheet.name}
        messages.success(request, words)
    return redirect("admin:engagements_spreadsheetimport_changelist")


def left_out_csv(request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Return the rows with errors as CSV, with the reasons, to be corrected and imported again."""
    sheet = visible_sheet(request, object_id)
    check_model_permission(request, "add", SpreadsheetImport)
    if sheet.is_discarded:
        raise Http404
    outcomes = spreadsheet_imports.classify_rows(sheet, by=actor_of(request), on=timezone.localdate())
    wrong = {outcome.number: outcome for outcome in outcomes if outcome.kind is RowKind.ERROR}
    rows = [[*cells, _reasons(wrong[number])] for number, cells in sheet.rows if number in wrong]
    return _csv([*sheet.headings, _("Errors (row, column, reason)")], rows, name=f"left-out-{sheet.pk}.csv")


def template_csv(request: HttpRequest, purpose: str) -> HttpResponseBase:
    """Return a CSV template with the expected headings and one example row."""
    check_model_permission(request, "add", SpreadsheetImport)
    if purpose not in ImportPurpose.values:
        raise Http404
    columns = COLUMNS[ImportPurpose(purpose)]
    headings, example = [str(column.label) for column in columns], [column.example for column in columns]
    return _csv(headings, [example], name=f"{purpose}.csv")


def visible_sheet(request: HttpRequest, object_id: str | int) -> SpreadsheetImport:
    """Return a sheet that the user may see, or raise 403 or 404."""
    sheets = SpreadsheetImport.objects.visible_to(actor_of(request))
    return visible_or_404(request, sheets.select_related("consultation", "session", "uploaded_by"), object_id)


def _reasons(outcome: RowOutcome) -> str:
    row = _("Row %(row)d") % {"row": outcome.number}
    return " · ".join([row, *(f"{one.column}: {one.sentence}".lstrip(": ") for one in outcome.problems)])


def _csv(headings: list[str], rows: list[list[str]], *, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
