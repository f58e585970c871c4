"""CSV exports of the policy pages."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from engagements.actions.exports import exported
from engagements.downloads import save_as
from engagements.policy.access import open_to
from engagements.policy.report_request import ReportRequest, parse_report_request
from engagements.reports import exports, spreadsheet
from engagements.reports.challenges import matrix
from engagements.reports.overview import by_challenge, overview_report
from engagements.reports.questions import question_columns
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act


@open_to(Act.OPEN_REPORTS, Act.EXPORT)
def submissions_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Export all submissions of a scope."""
    asked = parse_report_request(request, actor)
    columns = exports.submission_columns(asked.options)
    questions = question_columns(asked.scope)
    rows = exports.submission_rows(asked.scope, by=actor, columns=columns, asked=questions)
    heading = [*(str(column.heading) for column in columns), *(str(column.heading) for column in questions)]
    return _file("submissions", heading, rows, count=asked.totals.submissions, asked=asked)


@open_to(Act.OPEN_REPORTS, Act.EXPORT)
def ventures_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Export all ventures of a scope."""
    asked = parse_report_request(request, actor)
    rows = exports.venture_rows(asked.scope, by=actor)
    return _file("ventures", exports.venture_heading(), rows, count=asked.totals.ventures, asked=asked)


@open_to(Act.OPEN_REPORTS, Act.EXPORT)
def challenges_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Export challenges × focus areas."""
    asked = parse_report_request(request, actor)
    columns = by_challenge(asked.scope, by=actor, options=asked.options)
    report = matrix(asked.scope, asked.totals, challenges=columns, by=actor, options=asked.options)
    rows = list(exports.matrix_rows(report))
    return _file("challenges", exports.matrix_heading(), rows, count=len(rows), asked=asked)


@open_to(Act.OPEN_REPORTS, Act.EXPORT)
def overview_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Export every figure of the overview."""
    asked = parse_report_request(request, actor)
    report = overview_report(asked.scope, asked.totals, by=actor, at=asked.at, options=asked.options)
    rows = list(exports.overview_rows(report))
    return _file("overview", exports.overview_heading(), rows, count=len(rows), asked=asked)


def _file(
    table: str, heading: Sequence[str], rows: Iterable[exports.Row], *, count: int, asked: ReportRequest
) -> HttpResponseBase:
    """Record the export in the audit trail and stream the file.

    If the URL has invalid parameters, redirect to the page, which explains them: the file would silently hold more than
    was requested.
    """
    if asked.reading.problems:
        return HttpResponseRedirect(f"{reverse(f'policy:{table}')}?{asked.query_string}")
    exported(table, rows=count, scope=asked.scope.query_string(), by=asked.by, at=asked.at)
    name = exports.file_name(table, asked.scope, on=timezone.localdate(asked.at), left_out=asked.left_out)
    response = StreamingHttpResponse(spreadsheet.lines(heading, rows), content_type="text/csv; charset=utf-8")
    return save_as(response, name)
