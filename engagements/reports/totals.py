"""Totals of a report scope: submissions, ventures, consultations and illustrative submissions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from engagements.models import Submission
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.reports.scope import Scope, submissions_in
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class ScopeTotals:
    """Totals of a scope. Dates are in India; None for an empty scope."""

    submissions: int
    ventures: int
    consultations: int
    illustrative: int
    first_received_on: date | None
    last_received_on: date | None


def totals(scope: Scope, *, by: Actor) -> ScopeTotals:
    """Count the distinct submissions, ventures and consultations of a scope."""
    counted = submissions_in(scope, by=by).aggregate(
        submissions=Count("pk"),
        ventures=Count("venture_id", distinct=True),
        consultations=Count("consultation_id", distinct=True),
        illustrative=Count("pk", filter=Q(is_example=True)),
        first=Min("received_at"),
        last=Max("received_at"),
    )
    first, last = counted.pop("first"), counted.pop("last")
    return ScopeTotals(
        **counted,
        first_received_on=timezone.localdate(first) if first else None,
        last_received_on=timezone.localdate(last) if last else None,
    )


def ventures_left_out(*, by: Actor) -> int:
    """Count the ventures left out of the actor's figures because of a conflict of interest."""
    counted = Submission.objects.filter(venture=OuterRef("pk")).counted()
    return ventures_hidden_from(by).filter(Exists(counted)).count()
