"""Limits choice lists to MOST_OFFERED rows, always including the current value."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from engagements.reports.options import MOST_OFFERED

Keys = QuerySet[Any, Any] | Iterable[int | None]


def limited_choices(rows: QuerySet[Any], *, chosen: Keys = ()) -> QuerySet[Any]:
    """Return the first rows in their order, plus the chosen ones."""
    first = rows.values("pk")[:MOST_OFFERED]
    return rows.filter(Q(pk__in=first) | Q(pk__in=chosen))


def terms_offered(terms: QuerySet[Any], *, chosen: Keys = ()) -> QuerySet[Any]:
    """Return the active terms, whose number is limited, plus the chosen ones."""
    return terms.filter(Q(is_active=True) | Q(pk__in=chosen))
