"""The workload page: figures per official, each linked to its list."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from engagements.admin.plain_pages import actor_of, render_page
from engagements.models import Submission
from engagements.reports.official_workload import OfficialCaseload, caseloads, may_see_all_officials
from engagements.rules import queues

# Figure → filters of its list, besides the official.
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
    """One row of the table, with the URL of the list behind each figure."""

    name: str
    load: OfficialCaseload
    urls: dict[str, str]


def workload_page(request: HttpRequest) -> HttpResponse:
    """Show the workload of all officials to those who assign, and their own to officers."""
    actor, now = actor_of(request), timezone.now()
    if not queues.handles_cases(actor):
        raise PermissionDenied
    found = caseloads(by=actor, on=timezone.localdate(now), at=now)
    context: dict[str, Any] = {
        "lines": [_line(str(load.official), load, str(load.official.pk)) for load in found.rows if load.official],
        "unassigned": _line(_("No one"), found.unassigned, NOBODY) if found.unassigned else None,
        "total": _line(_("All"), found.total, "") if found.unassigned else None,
        "as_of": now,
        "oversees": may_see_all_officials(actor),
        "may_see_absences": request.user.has_perm("engagements.view_absence"),
    }
    return render_page(request, Submission, "workload.html", subtitle=_("Workload"), **context)


def _line(name: str, load: OfficialCaseload, officer: str) -> Line:
    whose, base = {"officer": officer} if officer else {}, reverse("admin:engagements_submission_changelist")
    return Line(name, load, {what: f"{base}?{urlencode(narrowed | whose)}" for what, narrowed in LISTS.items()})
