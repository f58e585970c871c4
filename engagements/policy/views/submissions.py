"""List of the submissions behind a figure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from engagements.policy.access import open_to
from engagements.policy.report_request import context, parse_report_request
from engagements.reports.exports import submission_columns
from engagements.reports.questions import question_columns
from engagements.reports.submissions import submission_page
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act

# Limit of questions whose columns the page explains; the file's headings identify all of them.
QUESTIONS_EXPLAINED = 100


@open_to(Act.OPEN_REPORTS)
def submissions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the submissions of a scope, newest first."""
    asked = parse_report_request(request, actor)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    questions = question_columns(asked.scope)
    shown = submission_page(asked.scope, by=actor, options=asked.options, after=after, before=before)
    own = {
        "page": shown,
        "newer_url": asked.address_with("before", shown.newer),
        "older_url": asked.address_with("after", shown.older),
        "columns": (*submission_columns(asked.options), *questions[:QUESTIONS_EXPLAINED]),
        "further_columns": len(questions[QUESTIONS_EXPLAINED:]),
        "may_open_review": request.user.has_perm("engagements.view_submission"),
    }
    return render(request, "policy/submissions.html", context(request, asked) | own)
