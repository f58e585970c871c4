"""List of the ventures behind a figure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from engagements.policy.access import open_to
from engagements.policy.report_request import context, parse_report_request
from engagements.reports.ventures import venture_page
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act


@open_to(Act.OPEN_REPORTS)
def ventures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the ventures of a scope by name, each with its number of submissions."""
    asked = parse_report_request(request, actor)
    shown = venture_page(asked.scope, by=actor, after=request.GET.get("after", ""))
    own = {"page": shown, "following_url": asked.address_with("after", shown.following)}
    return render(request, "policy/ventures.html", context(request, asked) | own)
