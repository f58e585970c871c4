"""Ventures behind a figure: each with its number of submissions in the scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.query import QuerySet

from engagements.choices import State, VentureKind
from engagements.models import Venture
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.reports.scope import Scope, submissions_in
from engagements.rules.actors import Actor
from engagements.rules.parsers import parse_pk

PAGE_SIZE = 50
_COLUMNS = ("venture_id", "venture__name", "venture__kind", "venture__state", "venture__is_example")


@dataclass(frozen=True)
class VentureLine:
    """One row of the list."""

    pk: int
    name: str
    kind: str
    state: str
    is_example: bool
    submissions: int
    scope: Scope
    last_received_at: datetime


@dataclass(frozen=True)
class VenturePage:
    """A page of the list by name, and the cursor of the next page, empty if there is none."""

    lines: tuple[VentureLine, ...]
    following: str


def venture_page(scope: Scope, *, by: Actor, after: str = "") -> VenturePage:
    """Return the page after the venture `after`; the first page for an invalid cursor."""
    rows = list(_rows(scope, by=by).filter(_behind(after, by=by))[: PAGE_SIZE + 1])
    lines = tuple(_line(row, scope=scope) for row in rows[:PAGE_SIZE])
    return VenturePage(lines, following=str(lines[-1].pk) if len(rows) > PAGE_SIZE else "")


def every(scope: Scope, *, by: Actor, chunk: int) -> Iterator[VentureLine]:
    """Yield all ventures of a scope by name, in one query, with one chunk in memory at a time."""
    for row in _rows(scope, by=by).iterator(chunk_size=chunk):
        yield _line(row, scope=scope)


def _rows(scope: Scope, *, by: Actor) -> QuerySet[Any, dict[str, Any]]:
    grouped = submissions_in(scope, by=by).order_by("venture__name", "venture_id").values(*_COLUMNS)
    counted: QuerySet[Any, dict[str, Any]] = grouped.annotate(
        submissions=Count("pk"), last_received_at=Max("received_at")
    )
    return counted


def _behind(cursor: str, *, by: Actor) -> Q:
    """Return the condition for the ventures after the cursor in order of name."""
    named = Venture.objects.filter(pk=parse_pk(cursor))
    last = named.exclude(pk__in=ventures_hidden_from(by)).only("name").first()
    return Q(venture__name__gt=last.name) | Q(venture__name=last.name, venture_id__gt=last.pk) if last else Q()


def _line(row: dict[str, Any], *, scope: Scope) -> VentureLine:
    pk, state = row["venture_id"], row["venture__state"]
    return VentureLine(
        pk=pk,
        name=row["venture__name"],
        kind=str(VentureKind(row["venture__kind"]).label),
        state=str(State(state).label) if state else "",
        is_example=row["venture__is_example"],
        submissions=row["submissions"],
        scope=scope.narrowed(venture=pk),
        last_received_at=row["last_received_at"],
    )
