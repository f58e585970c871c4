"""Turn the rows of reports into charts whose figures lead to their lists."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.reports import charts, findings
from engagements.reports.charts import Bars, Columns, Datum
from engagements.reports.overview import Overview
from engagements.reports.tallies import Tally
from engagements.reports.totals import Totals
from engagements.rules.numerals import days, grouped


def raised(challenges: Iterable[Tally], totals: Totals) -> Bars:
    """Draw how many ventures raise each challenge."""
    rows = tuple(challenges)
    url = reverse("policy:ventures")
    data = [Datum(row.label, row.ventures, grouped(row.ventures), _link(url, row, row.ventures)) for row in rows]
    summary = _("Ventures that raised it, of %(all)s. A venture counts wherever it raised a point.")
    return charts.bars(findings.raised_most(rows, totals), summary % {"all": grouped(totals.ventures)}, data)


def severities(overview: Overview) -> Bars:
    """Draw how many submissions say how much it hurts."""
    title = findings.severe(overview.severities, overview.totals)
    return _by_submissions(title, overview.severities, overview.totals)


def statuses(overview: Overview) -> Bars:
    """Draw where the submissions stand."""
    return _by_submissions(findings.settled(overview.statuses, overview.totals), overview.statuses, overview.totals)


def stages(overview: Overview) -> Bars:
    """Draw the median of days lost at each contract stage for which enough submissions gave a figure."""
    url = reverse("policy:submissions")
    data = [
        Datum(
            _("%(stage)s, of %(number)s") % {"stage": stage.label, "number": grouped(stage.gave_days)},
            stage.median_days or 0,
            days(stage.median_days),
            url + stage.days_scope.query,
        )
        for stage in findings.comparable(overview.friction.stages)
    ]
    summary = _("Median days lost, where at least %(enough)s submissions gave a figure; the table has every stage.")
    return charts.bars(findings.costliest(overview.friction.stages), summary % {"enough": findings.ENOUGH}, data)


def periods(overview: Overview) -> Columns:
    """Draw how many submissions arrived in each month or year."""
    url = reverse("policy:submissions")
    data = [
        Datum(
            row.label,
            row.submissions,
            grouped(row.submissions),
            _link(url, row, row.submissions),
            short=row.short,
            group=str(row.scope.received_from.year) if overview.is_monthly and row.scope.received_from else "",
        )
        for row in overview.periods
    ]
    summary = _("Submissions by month of receipt.") if overview.is_monthly else _("Submissions by year of receipt.")
    return charts.columns(findings.busiest(overview), summary, data)


def _by_submissions(title: str, rows: Iterable[Tally], totals: Totals) -> Bars:
    url = reverse("policy:submissions")
    data = [
        Datum(row.label, row.submissions, grouped(row.submissions), _link(url, row, row.submissions)) for row in rows
    ]
    return charts.bars(title, _("Submissions, of %(all)s.") % {"all": grouped(totals.submissions)}, data)


def _link(url: str, row: Tally, amount: int) -> str:
    """Return where the list behind a figure is; nothing is behind a zero."""
    return url + row.scope.query if amount else ""
