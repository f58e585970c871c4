"""The overview report of a scope: challenges, severity, status, periods, reply times and cost of delay."""

from dataclasses import dataclass
from datetime import datetime

from engagements.models import Challenge
from engagements.reports.campaigns import InCampaigns, in_campaigns
from engagements.reports.cost_of_delay import FrictionReport, friction
from engagements.reports.options import Options, asked, shown_options
from engagements.reports.periods import calendar
from engagements.reports.responsiveness import ResponseTimes, responsiveness
from engagements.reports.scope import Scope, submissions_in
from engagements.reports.tallies import OptionTally, counts_by, tally
from engagements.reports.totals import ScopeTotals
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class PeriodTally(OptionTally):
    """A row for a month or a year, with a short name."""

    short: str


@dataclass(frozen=True)
class OverviewReport:
    """All figures of the overview, as rows that carry the scope of their list."""

    totals: ScopeTotals
    campaigns: InCampaigns
    challenges: tuple[OptionTally, ...]
    severities: tuple[OptionTally, ...]
    statuses: tuple[OptionTally, ...]
    periods: tuple[PeriodTally, ...]
    is_monthly: bool
    consultations: tuple[OptionTally, ...]
    responsiveness: ResponseTimes
    friction: FrictionReport


def overview_report(scope: Scope, totals: ScopeTotals, *, by: Actor, at: datetime, options: Options) -> OverviewReport:
    """Return the overview of a scope at a point in time; `totals` are those of the same scope."""
    periods, is_monthly = by_period(scope, totals, by=by)
    return OverviewReport(
        totals=totals,
        campaigns=in_campaigns(scope, totals, by=by),
        challenges=by_challenge(scope, by=by, options=options),
        severities=_by_value(scope, "severity", by=by, options=options),
        statuses=_by_value(scope, "status", by=by, options=options),
        periods=periods,
        is_monthly=is_monthly,
        consultations=by_consultation(scope, by=by, options=options),
        responsiveness=responsiveness(scope, by=by, at=at),
        friction=friction(scope, by=by, stages=options["stage"]),
    )


def by_challenge(scope: Scope, *, by: Actor, options: Options) -> tuple[OptionTally, ...]:
    """Count by challenge, in display order: those asked about, and others that were raised."""
    labels = options["challenge"]
    counts = counts_by(submissions_in(scope, by=by), "challenge__slug")
    rows = shown_options(
        labels, asked=asked(Challenge, scope=scope, options=labels), found=counts, only=scope.challenge
    )
    return tally(rows, counts, label=labels.__getitem__, scope=lambda slug: scope.narrowed(challenge=slug))


def by_consultation(scope: Scope, *, by: Actor, options: Options) -> tuple[OptionTally, ...]:
    """Count by consultation, latest first; those without a submission are left out."""
    labels = options["consultation"]
    counts = counts_by(submissions_in(scope, by=by), "consultation__slug")
    rows = [slug for slug in labels if slug in counts]
    return tally(rows, counts, label=labels.__getitem__, scope=lambda slug: scope.narrowed(consultation=slug))


def by_period(scope: Scope, totals: ScopeTotals, *, by: Actor) -> tuple[tuple[PeriodTally, ...], bool]:
    """Count by month or year of receipt, empty periods included; the second value is whether rows are months."""
    if not (totals.first_received_on and totals.last_received_on):
        return (), True
    cut = calendar(totals.first_received_on, totals.last_received_on)
    counts = counts_by(submissions_in(scope, by=by), cut.column)
    rows = [
        PeriodTally(
            period.label, scope.during(period.first, period.last), *counts.get(period.first, (0, 0)), short=period.short
        )
        for period in cut.periods
    ]
    return tuple(rows), cut.is_monthly


def _by_value(scope: Scope, part: str, *, by: Actor, options: Options) -> tuple[OptionTally, ...]:
    """Count by a property with a fixed list of values, with a row for each value."""
    labels = options[part]
    counts = {str(value): pair for value, pair in counts_by(submissions_in(scope, by=by), part).items()}
    chosen = str(scope.parts.get(part, ""))
    rows = shown_options(labels, asked=labels, found=(), only=chosen)

    def narrowed(value: str) -> Scope:
        return scope.narrowed(**{part: int(value) if value.isdecimal() else value})

    return tally(rows, counts, label=labels.__getitem__, scope=narrowed)
