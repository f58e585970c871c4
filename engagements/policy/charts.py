"""Builds the charts of the policy pages, with links to the lists behind the figures."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.reports import charts, findings
from engagements.reports.charts import BarChart, ChartValue, ColumnChart
from engagements.reports.overview import OverviewReport
from engagements.reports.tallies import OptionTally
from engagements.reports.totals import ScopeTotals
from engagements.rules.numerals import days, format_number


def challenge_chart(challenges: Iterable[OptionTally], totals: ScopeTotals) -> BarChart:
    """Chart ventures by challenge."""
    rows = tuple(challenges)
    url = reverse("policy:ventures")
    data = [
        ChartValue(row.label, row.ventures, format_number(row.ventures), _link(url, row, row.ventures)) for row in rows
    ]
    summary = _("Ventures that raised it, out of %(all)s. A venture is counted wherever it raised an issue.")
    return charts.bars(findings.challenge_title(rows, totals), summary % {"all": format_number(totals.ventures)}, data)


def severity_chart(overview: OverviewReport) -> BarChart:
    """Chart submissions by severity."""
    title = findings.severity_title(overview.severities, overview.totals)
    return _by_submissions(title, overview.severities, overview.totals)


def status_chart(overview: OverviewReport) -> BarChart:
    """Chart submissions by status."""
    return _by_submissions(
        findings.status_title(overview.statuses, overview.totals), overview.statuses, overview.totals
    )


def stage_chart(overview: OverviewReport) -> BarChart:
    """Chart the median days lost by contract stage, for stages with enough figures."""
    url = reverse("policy:submissions")
    data = [
        ChartValue(
            _("%(stage)s, of %(number)s") % {"stage": stage.label, "number": format_number(stage.gave_days)},
            stage.median_days or 0,
            days(stage.median_days),
            url + stage.days_scope.query,
        )
        for stage in findings.comparable(overview.friction.stages)
    ]
    summary = _("Median days lost, for stages with at least %(enough)s figures. The table shows every stage.")
    return charts.bars(
        findings.cost_title(overview.friction.stages), summary % {"enough": findings.MIN_COMPARABLE}, data
    )


def period_chart(overview: OverviewReport) -> ColumnChart:
    """Chart submissions by month or year of receipt."""
    url = reverse("policy:submissions")
    data = [
        ChartValue(
            row.label,
            row.submissions,
            format_number(row.submissions),
            _link(url, row, row.submissions),
            short=row.short,
            group=str(row.scope.received_from.year) if overview.is_monthly and row.scope.received_from else "",
        )
        for row in overview.periods
    ]
    summary = _("Submissions by month of receipt.") if overview.is_monthly else _("Submissions by year of receipt.")
    return charts.columns(findings.period_title(overview), summary, data)


def _by_submissions(title: str, rows: Iterable[OptionTally], totals: ScopeTotals) -> BarChart:
    url = reverse("policy:submissions")
    data = [
        ChartValue(row.label, row.submissions, format_number(row.submissions), _link(url, row, row.submissions))
        for row in rows
    ]
    return charts.bars(title, _("Submissions, of %(all)s.") % {"all": format_number(totals.submissions)}, data)


def _link(url: str, row: OptionTally, amount: int) -> str:
    """Return the URL of the list behind a figure, or an empty string for zero."""
    return url + row.scope.query if amount else ""
