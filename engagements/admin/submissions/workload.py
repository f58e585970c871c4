"""The workload page: who has how much to do, each number with the list behind it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.reports.official_workload import Caseload, caseloads, may_see_all_officials
from engagements.rules import queues

# What each number's list is narrowed by, beside the official.
LISTS: dict[str, dict[str, str]] = {
    "in_charge": {"stands": "waiting"},
    "week": {"queue": "week"},
    "overdue": {"queue": "overdue"},
    "venture": {"queue": "venture"},
    "answered": {"stands": "answered"},
    "replied": {"stands": "replied"},
}
NOBODY = "none"


@dataclass(frozen=True)
class Line:
    """One row of the table: whose it is, the numbers, and for each the address of its list."""

    name: str
    load: Caseload
    urls: dict[str, str]


class WorkloadPages(PortalModelAdmin):
    """The workload page, beside the list that its numbers open."""

    def get_urls(self) -> list[Any]:
        page = path("workload/", self.admin_site.admin_view(self.workload_view), name="engagements_submission_workload")
        return [page, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, with the way to the workload for those who have one."""
        may_see = queues.handles_cases(actor_of(request))
        return super().changelist_view(request, {"may_see_workload": may_see, **(extra_context or {})})

    def workload_view(self, request: HttpRequest) -> HttpResponse:
        """Show the work of everybody to those who assign it, and to an officer their own."""
        actor, now = actor_of(request), timezone.now()
        if not queues.handles_cases(actor):
            raise PermissionDenied
        found = caseloads(by=actor, on=timezone.localdate(now), at=now)
        lines = [self.line(str(load.official), load, str(load.official.pk)) for load in found.rows if load.official]
        context: dict[str, Any] = {
            "lines": lines,
            "unassigned": self.line(_("No one"), found.unassigned, NOBODY) if found.unassigned else None,
            "total": self.line(_("All"), found.total, "") if found.unassigned else None,
            "as_of": now,
            "oversees": may_see_all_officials(actor),
            "may_see_absences": request.user.has_perm("engagements.view_absence"),
        }
        return self.render_page(
            request, "admin/engagements/submission/workload.html", subtitle=_("Workload"), **context
        )

    def line(self, name: str, load: Caseload, officer: str) -> Line:
        """Return a row with the addresses of its lists."""
        whose = {"officer": officer} if officer else {}
        base = self.url_of("changelist")
        return Line(name, load, {what: f"{base}?{urlencode(narrowed | whose)}" for what, narrowed in LISTS.items()})
