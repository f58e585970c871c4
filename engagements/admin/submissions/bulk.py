"""Bulk actions on submissions: selection, preview, and all-or-nothing execution."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.actions import bulk
from engagements.admin.plain_pages import actor_of, render_page
from engagements.admin.submissions.bulk_forms import FORM_OF_BULK_ACTION
from engagements.errors import ActionRefused
from engagements.models import Submission
from engagements.rules.case_actions import BULK_ACTIONS, CaseAction
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_int
from engagements.rules.permissions import may

TICKED, PAGE, ALL = "ticked", "page", "all"


@dataclass(frozen=True)
class Selection:
    """The selected submissions: id → version as displayed, and the query string of the list."""

    versions: dict[int, int]
    back: str

    @property
    def text(self) -> str:
        """The versions as the value of a hidden field."""
        return ",".join(f"{key}:{version}" for key, version in self.versions.items())


def read_versions(text: str) -> dict[int, int]:
    """Parse the versions of a hidden field or checkbox; invalid parts are ignored."""
    pairs = ([parse_int(number) for number in part.split(":")[:2]] for part in text.split(",") if ":" in part)
    return {pk: version for pk, version in pairs if pk is not None and version is not None}


def bulk_page(request: HttpRequest) -> HttpResponse:
    """Show the form of a bulk action, its preview, and carry it out; a GET redirects to the list."""
    actor = actor_of(request)
    offered = {name: action for name, action in BULK_ACTIONS.items() if may(actor, action)}
    if not offered:
        raise PermissionDenied
    if request.method != "POST":
        return redirect("admin:engagements_submission_changelist")
    action = offered.get(request.POST.get("act", ""))
    if action is None:
        raise Http404
    try:
        selection = read_selection(request)
    except ActionRefused as refused:
        messages.error(request, refused.message)
        return redirect(return_url(request))
    form_class, step = FORM_OF_BULK_ACTION[action.name], request.POST.get("step", "")
    form = form_class(request.POST if step or not form_class.base_fields else None)
    if not form.is_valid():
        return render_bulk(request, action, selection, form)
    if step == "confirm":
        return confirm(request, action, selection, form)
    changes = preview(request, action, selection, form)
    if step == "narrow":
        can = {change.submission.pk: change.submission.version for change in changes if not change.why_not}
        selection = Selection(can, selection.back)
        changes = preview(request, action, selection, form)
    return render_bulk(request, action, selection, form, changes)


def preview(
    request: HttpRequest, action: CaseAction, selection: Selection, form: forms.Form
) -> list[bulk.PlannedChange]:
    """Return the planned change of each selected submission."""
    seen, given = selection.versions, form.cleaned_data
    return bulk.preview(action, list(seen), given, by=actor_of(request), at=timezone.now(), seen=seen)


def confirm(request: HttpRequest, action: CaseAction, selection: Selection, form: forms.Form) -> HttpResponse:
    """Carry out the action and redirect to the list, or show what prevented all of it."""
    marks = [mark for mark in request.POST.get("marks", "").split(",") if mark.count(":") == 2]
    marks = [mark for mark in marks if None not in map(parse_int, mark.split(":"))]
    try:
        number = bulk.carry_out(action, marks, form.cleaned_data, by=actor_of(request), at=timezone.now())
    except bulk.BulkActionRefused as stopped:
        return render_bulk(request, action, selection, form, stopped.changes, stopped=stopped.message)
    said = ngettext("%(act)s: 1 submission changed.", "%(act)s: %(number)s submissions changed.", number)
    messages.success(request, said % {"act": action.label, "number": format_number(number)})
    return redirect(return_url(request))


def render_bulk(
    request: HttpRequest,
    action: CaseAction,
    selection: Selection,
    form: forms.Form,
    changes: list[bulk.PlannedChange] | None = None,
    *,
    stopped: str = "",
) -> HttpResponse:
    """Render the form and, if there is one, the preview."""
    assert action.bulk is not None  # noqa: S101 - only bulk actions come here
    shown = changes or []
    context = {
        "action": action,
        "form": form,
        "selection": selection,
        "number": len(changes) if changes is not None else len(selection.versions),
        "changes": changes,
        "stopped": stopped,
        "blocked": sum(bool(change.why_not) for change in shown),
        "needed": sum(change.is_needed for change in shown),
        "marks": ",".join(change.mark for change in shown),
        "back_url": list_url(QueryDict(selection.back)),
    }
    status = 409 if stopped else 200
    return render_page(request, Submission, "bulk.html", subtitle=str(action.bulk.heading), status=status, **context)


def read_selection(request: HttpRequest) -> Selection:
    """Return the selection: posted again by this page, ticked rows, the page of the list, or all filtered rows."""
    back, which = request.POST.get("back", ""), request.POST.get("which", TICKED)
    if "rows" in request.POST:
        return Selection(_check_limit(read_versions(request.POST["rows"])), back)
    if which == TICKED:
        return Selection(_check_limit(read_versions(",".join(request.POST.getlist("pick")))), back)
    listed = changelist_at(request, back)
    rows = listed.result_list if which == PAGE else listed.queryset[: bulk.LIMIT + 1]
    return Selection(_check_limit({row.pk: row.version for row in rows}), back)


def changelist_at(request: HttpRequest, query: str) -> Any:
    """Return the change list for a query string; raises ActionRefused for an invalid one."""
    asked = copy(request)
    asked.GET = QueryDict(query)
    asked.method = "GET"
    try:
        return admin.site.get_model_admin(Submission).get_changelist_instance(asked)
    except (IncorrectLookupParameters, DisallowedModelAdminLookup) as error:
        raise ActionRefused(_("The list has changed since you opened it. Select again.")) from error


def return_url(request: HttpRequest) -> str:
    """Return the URL of the list with its query; without the page number if that page no longer exists."""
    given = QueryDict(request.POST.get("back", ""), mutable=True)
    if not page_exists(request, given):
        given.pop(PAGE_VAR, None)
    return list_url(given if page_exists(request, given) else QueryDict())


def page_exists(request: HttpRequest, given: QueryDict) -> bool:
    """Return whether the list still has that page."""
    try:
        listed = changelist_at(request, given.urlencode())
    except ActionRefused:
        return False
    return listed.multi_page or PAGE_VAR not in given


def list_url(given: QueryDict) -> str:
    """Return the URL of the list with some parameters."""
    query = urlencode([(name, str(value)) for name, value in given.items() if value])
    return reverse("admin:engagements_submission_changelist") + (f"?{query}" if query else "")


def _check_limit(versions: dict[int, int]) -> dict[int, int]:
    if not versions:
        raise ActionRefused(_("Nothing is selected. Tick the submissions, or select all those in the list."))
    if len(versions) > bulk.LIMIT:
        raise ActionRefused(
            _("You have selected more than %(limit)s. Use a filter to shorten the list first.")
            % {"limit": format_number(bulk.LIMIT)}
        )
    return versions
