"""Counts submissions and distinct ventures by a property."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from engagements.models.submission import SubmissionQuerySet
from engagements.reports.scope import Scope


@dataclass(frozen=True)
class OptionTally:
    """One row: label, the scope of its list, number of submissions and of distinct ventures."""

    label: str
    scope: Scope
    submissions: int
    ventures: int


Counts = dict[Any, tuple[int, int]]
"""Value of the column → (submissions, distinct ventures)."""


def counts_by(submissions: SubmissionQuerySet, *columns: Any) -> Counts:
    """Count by one column, or by several as a tuple, in one query."""
    grouped = submissions.order_by().values_list(*columns)
    counted = grouped.annotate(submissions=Count("pk"), ventures=Count("venture_id", distinct=True))
    return {row[0] if len(columns) == 1 else row[:-2]: row[-2:] for row in counted}


def tally(
    values: Iterable[Any], counts: Counts, *, label: Callable[[Any], str], scope: Callable[[Any], Scope]
) -> tuple[OptionTally, ...]:
    """Return a row for each value in the order given, with zeros where nothing was counted."""
    return tuple(OptionTally(label(value), scope(value), *counts.get(value, (0, 0))) for value in values)
