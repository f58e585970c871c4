"""Bulk acts from the list of submissions: what was picked, what would become of it, and all of it or nothing."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.actions import bulk
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.submissions.bulk_forms import BulkActionTexts, offered_to
from engagements.errors import ActionRefused
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_int

TICKED, PAGE, ALL = "ticked", "page", "all"


@dataclass(frozen=True)
class Selection:
    """Which submissions an act is about: their versions as they were seen, by id, and the list they came from."""

    versions: dict[int, int]
    back: str

    @property
    def text(self) -> str:
        """The same in one hidden field."""
        return ",".join(f"{key}:{version}" for key, version in self.versions.items())


def read_versions(text: str) -> dict[int, int]:
    """Return the versions that a hidden field or a tick carries; what was tampered with is left out."""
    pairs = ([parse_int(number) for number in part.split(":")[:2]] for part in text.split(",") if ":" in part)
    return {pk: version for pk, version in pairs if pk is not None and version is not None}


class BulkPages(PortalModelAdmin):
    """The page of the bulk acts, for the admin of a noun whose rows have versions."""

    def get_urls(self) -> list[Any]:
        page = path("bulk/", self.admin_site.admin_view(self.bulk_view), name="engagements_submission_bulk")
        return [page, *super().get_urls()]

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Ask what an act needs, show its preview, carry it out; a mere visit leads to the list."""
        offered = offered_to(actor_of(request))
        if not offered:
            raise PermissionDenied
        if request.method != "POST":
            return redirect(self.url_of("changelist"))
        name = request.POST.get("act", "")
        if name not in offered:
            raise Http404
        try:
            selection = self.picked(request)
        except ActionRefused as refused:
            messages.error(request, refused.message)
            return redirect(self.return_url(request))
        return self.step(request, bulk.ACTS[name], offered[name], selection)

    def step(self, request: HttpRequest, act: bulk.BulkAct, words: BulkActionTexts, picked: Selection) -> HttpResponse:
        """Do what the pressed button asks for."""
        wanted = request.POST.get("step", "")
        form = words.form(request.POST if wanted or not words.form.base_fields else None)
        if not form.is_valid():
            return self.bulk_page(request, act, words, picked, form)
        if wanted == "confirm":
            return self.confirmed(request, act, words, picked, form)
        changes = self.previewed(request, act, picked, form)
        if wanted == "narrow":
            can = {change.submission.pk: change.submission.version for change in changes if not change.why_not}
            picked = Selection(can, picked.back)
            changes = self.previewed(request, act, picked, form)
        return self.bulk_page(request, act, words, picked, form, changes)

    def previewed(
        self, request: HttpRequest, act: bulk.BulkAct, picked: Selection, form: forms.Form
    ) -> list[bulk.Change]:
        """Return what would become of each."""
        return bulk.preview(
            act,
            list(picked.versions),
            form.cleaned_data,
            by=actor_of(request),
            at=timezone.now(),
            seen=picked.versions,
        )

    def confirmed(
        self, request: HttpRequest, act: bulk.BulkAct, words: BulkActionTexts, picked: Selection, form: forms.Form
    ) -> HttpResponse:
        """Carry the act out and go back to the list, or show what is in the way of all of it."""
        marks = [mark for mark in request.POST.get("marks", "").split(",") if mark.count(":") == 2]
        marks = [mark for mark in marks if None not in map(parse_int, mark.split(":"))]
        try:
            number = bulk.carry_out(act, marks, form.cleaned_data, by=actor_of(request), at=timezone.now())
        except bulk.BulkActionRefused as stopped:
            return self.bulk_page(request, act, words, picked, form, stopped.changes, stopped=stopped.message)
        said = ngettext("%(act)s: 1 submission changed.", "%(act)s: %(number)s submissions changed.", number)
        messages.success(request, said % {"act": words.choice, "number": format_number(number)})
        return redirect(self.return_url(request))

    def picked(self, request: HttpRequest) -> Selection:
        """Return what was picked: by a page of ours before, by ticks, by the page of the list, or by its filter."""
        back = request.POST.get("back", "")
        if "rows" in request.POST:
            return Selection(_check_limit(read_versions(request.POST["rows"])), back)
        which = request.POST.get("which", TICKED)
        if which == TICKED:
            return Selection(_check_limit(read_versions(",".join(request.POST.getlist("pick")))), back)
        changelist_for = self.listed(request, back)
        rows = changelist_for.result_list if which == PAGE else changelist_for.queryset[: bulk.LIMIT + 1]
        return Selection(_check_limit({row.pk: row.version for row in rows}), back)

    def listed(self, request: HttpRequest, back: str) -> Any:
        """Return the list that an address showed, as it is now; raises ActionRefused for one that shows nothing."""
        asked = copy(request)
        asked.GET = QueryDict(back)
        asked.method = "GET"
        try:
            return self.get_changelist_instance(asked)
        except (IncorrectLookupParameters, DisallowedModelAdminLookup) as error:
            raise ActionRefused(_("The list has changed since you opened it. Select again.")) from error

    def return_url(self, request: HttpRequest) -> str:
        """Return the address of the list as it was; without the page number where that page is no more."""
        given = QueryDict(request.POST.get("back", ""), mutable=True)
        if not self.page_exists(request, given):
            given.pop(PAGE_VAR, None)
        return self.list_url(given if self.page_exists(request, given) else QueryDict())

    def list_url(self, given: QueryDict) -> str:
        """Return the address of the list with some parameters."""
        query = urlencode([(name, str(value)) for name, value in given.items() if value])
        return self.url_of("changelist") + (f"?{query}" if query else "")

    def page_exists(self, request: HttpRequest, given: QueryDict) -> bool:
        """Return whether the list has such a page now."""
        try:
            listed = self.listed(request, given.urlencode())
        except ActionRefused:
            return False
        return listed.multi_page or PAGE_VAR not in given

    def bulk_page(
        self,
        request: HttpRequest,
        act: bulk.BulkAct,
        words: BulkActionTexts,
        picked: Selection,
        form: forms.Form,
        changes: list[bulk.Change] | None = None,
        *,
        stopped: str = "",
    ) -> HttpResponse:
        """Draw the page: what is asked, and below it the preview where one was made."""
        shown = changes or []
        context = {
            "act": act,
            "words": words,
            "form": form,
            "picked": picked,
            "number": len(changes) if changes is not None else len(picked.versions),
            "changes": changes,
            "stopped": stopped,
            "blocked": sum(bool(change.why_not) for change in shown),
            "needed": sum(change.is_needed for change in shown),
            "marks": ",".join(change.mark for change in shown),
            "back_url": self.list_url(QueryDict(picked.back)),
        }
        template = "admin/engagements/submission/bulk.html"
        status = 409 if stopped else 200
        return self.render_page(request, template, subtitle=str(words.heading), status=status, **context)


def _check_limit(versions: dict[int, int]) -> dict[int, int]:
    if not versions:
        raise ActionRefused(_("Nothing is selected. Tick the submissions, or select all those in the list."))
    if len(versions) > bulk.LIMIT:
        raise ActionRefused(
            _("You have selected more than %(limit)s. Use a filter to shorten the list first.")
            % {"limit": format_number(bulk.LIMIT)}
        )
    return versions
