"""Page of challenges × focus areas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from engagements.policy import charts
from engagements.policy.access import open_to
from engagements.policy.report_request import context, parse_report_request
from engagements.reports import findings
from engagements.reports.challenges import matrix
from engagements.reports.overview import by_challenge
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act


@open_to(Act.OPEN_REPORTS)
def challenges(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the number of ventures and submissions for each challenge and focus area."""
    asked = parse_report_request(request, actor)
    columns = by_challenge(asked.scope, by=actor, options=asked.options)
    report = matrix(asked.scope, asked.totals, challenges=columns, by=actor, options=asked.options)
    own = {
        "report": report,
        "chart": charts.challenge_chart(report.challenges, report.totals),
        "pair": findings.matrix_title(report),
    }
    return render(request, "policy/challenges.html", context(request, asked) | own)
