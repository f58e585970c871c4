"""Overview page of a scope."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from engagements.policy import charts
from engagements.policy.access import open_to
from engagements.policy.report_request import context, parse_report_request
from engagements.reports.overview import overview_report as report_on
from engagements.rules.actors import Actor
from engagements.rules.deadlines import ANSWER_DAYS
from engagements.rules.permissions import Act


@open_to(Act.OPEN_REPORTS)
def overview_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show challenges, severity, status, periods, reply times and cost of delay."""
    asked = parse_report_request(request, actor)
    report = report_on(asked.scope, asked.totals, by=actor, at=asked.at, options=asked.options)
    drawn = {
        "challenges": charts.challenge_chart(report.challenges, report.totals),
        "severities": charts.severity_chart(report),
        "statuses": charts.status_chart(report),
        "periods": charts.period_chart(report),
        "stages": charts.stage_chart(report),
    }
    own = {"report": report, "charts": drawn, "answer_days": ANSWER_DAYS}
    return render(request, "policy/overview.html", context(request, asked) | own)
