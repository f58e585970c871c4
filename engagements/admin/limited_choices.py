"""What a list to choose from offers: as many records as one can read through, and what is chosen in any case."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from engagements.reports.options import MOST_OFFERED

Keys = QuerySet[Any, Any] | Iterable[int | None]


def limited_choices(rows: QuerySet[Any], *, chosen: Keys = ()) -> QuerySet[Any]:
    """Return the first of the rows in their order, and those that are chosen."""
    first = rows.values("pk")[:MOST_OFFERED]
    return rows.filter(Q(pk__in=first) | Q(pk__in=chosen))


def terms_offered(terms: QuerySet[Any], *, chosen: Keys = ()) -> QuerySet[Any]:
    """Return the terms that forms offer, of which there is a limited number, and those that are chosen."""
    return terms.filter(Q(is_active=True) | Q(pk__in=chosen))
