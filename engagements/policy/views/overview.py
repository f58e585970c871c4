"""The overview of a scope."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from engagements.policy import charting
from engagements.policy.access import open_to
from engagements.policy.scoped import context, scoped
from engagements.reports.overview import overview as report_on
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act
from engagements.rules.windows import ANSWER_DAYS


@open_to(Act.OPEN_REPORTS)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what is raised, how much it hurts, where it stands, when it came and what it costs."""
    asked = scoped(request, actor)
    report = report_on(asked.scope, asked.totals, by=actor, at=asked.at, options=asked.options)
    drawn = {
        "challenges": charting.raised(report.challenges, report.totals),
        "severities": charting.severities(report),
        "statuses": charting.statuses(report),
        "periods": charting.periods(report),
        "stages": charting.stages(report),
    }
    own = {"report": report, "charts": drawn, "answer_days": ANSWER_DAYS}
    return render(request, "policy/overview.html", context(request, asked) | own)
