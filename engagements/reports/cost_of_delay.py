"""Cost of delay as ventures report it: days lost and rupees blocked, by contract stage."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from engagements.models.submission import SubmissionQuerySet
from engagements.reports.medians import median
from engagements.reports.scope import GIVEN, NOT_NAMED, Scope, submissions_in
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class StageCost:
    """Cost at one contract stage. Medians and sums cover only the submissions that gave a figure."""

    label: str
    scope: Scope
    submissions: int
    median_days: float | None
    gave_days: int
    rupees: int
    gave_rupees: int

    @property
    def days_scope(self) -> Scope:
        """The scope of the submissions that gave the days lost."""
        return self.scope.narrowed(days_lost=GIVEN)

    @property
    def rupees_scope(self) -> Scope:
        """The scope of the submissions that gave the rupees blocked."""
        return self.scope.narrowed(rupees_blocked=GIVEN)


@dataclass(frozen=True)
class FrictionReport:
    """Overall cost, and the cost at each contract stage named in a submission."""

    overall: StageCost
    stages: tuple[StageCost, ...]


@dataclass(frozen=True)
class _StageSums:
    submissions: int
    rupees: int
    gave_rupees: int


def friction(scope: Scope, *, by: Actor, stages: Mapping[str, str]) -> FrictionReport:
    """Return the cost overall and by contract stage; `stages` maps slugs to labels in the order of the process."""
    submissions = submissions_in(scope, by=by)
    sums, days = _sums_by_stage(submissions), _days_by_stage(submissions)
    found = [slug for slug in stages if slug in sums]
    return FrictionReport(
        overall=_cost("", scope, sums=sums.values(), days=sum(days.values(), Counter())),
        stages=tuple(
            _cost(stages[slug], scope.narrowed(stage=slug), sums=[sums[slug]], days=days[slug]) for slug in found
        ),
    )


def _cost(label: str, scope: Scope, *, sums: Iterable[_StageSums], days: Counter[int]) -> StageCost:
    parts = list(sums)
    return StageCost(
        label=label,
        scope=scope,
        submissions=sum(part.submissions for part in parts),
        median_days=median(days),
        gave_days=days.total(),
        rupees=sum(part.rupees for part in parts),
        gave_rupees=sum(part.gave_rupees for part in parts),
    )


def _sums_by_stage(submissions: SubmissionQuerySet) -> dict[str, _StageSums]:
    grouped = submissions.order_by().values_list("stage__slug")
    summed = grouped.annotate(n=Count("pk"), rupees=Sum("rupees_blocked"), gave=Count("rupees_blocked"))
    return {slug or NOT_NAMED: _StageSums(n, int(rupees or 0), gave) for slug, n, rupees, gave in summed}


def _days_by_stage(submissions: SubmissionQuerySet) -> defaultdict[str, Counter[int]]:
    """Return for each stage how often each number of days was given; its size does not grow with the submissions."""
    given = submissions.filter(days_lost__isnull=False).order_by().values_list("stage__slug", "days_lost")
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for slug, lost, number in given.annotate(n=Count("pk")):
        days[slug or NOT_NAMED][lost] += number
    return days
