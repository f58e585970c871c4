"""Submissions behind a figure: newest first, with keyset pagination."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engagements.choices import Severity, State, VentureKind
from engagements.models.submission import SubmissionQuerySet
from engagements.reports.keyset import cursor_of, newer_than, older_than
from engagements.reports.options import Options
from engagements.reports.scope import Scope, submissions_in
from engagements.rules.actors import Actor

PAGE_SIZE = 50
_COLUMNS = (
    "pk", "reference", "summary", "language", "venture_id", "venture__name", "venture__kind", "venture__state",
    "challenge__slug", "severity", "status", "received_at", "days_lost", "rupees_blocked", "is_example",
)  # fmt: skip


@dataclass(frozen=True)
class SubmissionLine:
    """One row of the list, without personal data except what the venture wrote in its summary."""

    pk: int
    reference: str
    summary: str
    language: str
    venture: str
    venture_scope: Scope
    kind: str
    state: str
    challenge: str
    severity: str
    status: str
    received_at: datetime
    days_lost: int | None
    rupees_blocked: int | None
    is_example: bool

    @property
    def cursor(self) -> str:
        """Keyset cursor of this row."""
        return cursor_of(self.received_at, self.pk)


@dataclass(frozen=True)
class SubmissionPage:
    """A page of the list, and the cursors of its neighbours, empty where there is none."""

    lines: tuple[SubmissionLine, ...]
    newer: str
    older: str


def submission_page(scope: Scope, *, by: Actor, options: Options, after: str = "", before: str = "") -> SubmissionPage:
    """Return the page after the row `after`, or the one that ends before the row `before`, or the first page.

    Invalid cursors are ignored.
    """
    submissions = submissions_in(scope, by=by)
    rows = _rows(submissions.filter(newer_than(before)).order_by("received_at", "pk")) if before else []
    if rows:
        shown, has_newer, has_older = rows[:PAGE_SIZE][::-1], len(rows) > PAGE_SIZE, True
    else:
        behind = older_than(after)
        rows = _rows(submissions.filter(behind).order_by("-received_at", "-pk"))
        shown, has_newer, has_older = rows[:PAGE_SIZE], bool(behind), len(rows) > PAGE_SIZE
    lines = tuple(_line(row, scope=scope, challenges=options["challenge"]) for row in shown)
    return SubmissionPage(
        lines,
        newer=lines[0].cursor if lines and has_newer else "",
        older=lines[-1].cursor if lines and has_older else "",
    )


def _rows(submissions: SubmissionQuerySet) -> list[dict[str, Any]]:
    return list(submissions.values(*_COLUMNS)[: PAGE_SIZE + 1])


def _line(row: dict[str, Any], *, scope: Scope, challenges: Mapping[str, str]) -> SubmissionLine:
    state, slug = row.pop("venture__state"), row.pop("challenge__slug")
    return SubmissionLine(
        venture=row.pop("venture__name"),
        venture_scope=scope.narrowed(venture=row.pop("venture_id")),
        kind=str(VentureKind(row.pop("venture__kind")).label),
        state=str(State(state).label) if state else "",
        challenge=challenges.get(slug, slug),
        severity=str(Severity(row.pop("severity")).label),
        **row,
    )
