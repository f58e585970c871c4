"""Each number agrees with the list behind it, for any data: the scope that a row carries holds what the row counts."""

from datetime import UTC, date, datetime

import pytest

from engagements.models import Submission
from engagements.reports.challenges import matrix
from engagements.reports.options import load_options
from engagements.reports.overview import by_challenge, overview_report
from engagements.reports.scope import Scope, submissions_in
from engagements.reports.totals import totals
from tests.reports.spread import spread

AT = datetime(2025, 11, 22, 8, 35, tzinfo=UTC)
SCOPES = [
    Scope(),
    Scope(consultation="consultation-1"),
    Scope(received_from=date(2025, 4, 15), received_to=date(2025, 6, 30)),
    Scope(focus_area="area-a"),
    Scope(focus_area="_none", kind="micro"),
    Scope(challenge="challenge-b", state="KA"),
    Scope(status="answered", reply="in_time"),
    Scope(severity=5, days_lost="given"),
    Scope(stage="stage-a", rupees_blocked="given"),
    Scope(received_from=date(2030, 1, 1)),
]


@pytest.fixture(params=[1, 2])
def submissions(db, request):
    return spread(request.param)


def behind(scope, by):
    """Count what a scope holds the slow way: rows and the ventures among them."""
    rows = list(submissions_in(scope, by=by).values_list("pk", "venture_id"))
    return len(rows), len({venture for _pk, venture in rows})


def test_numbers_agree_with_their_lists(submissions, analyst):
    options = load_options()
    for scope in SCOPES:
        found = totals(scope, by=analyst)
        report = overview_report(scope, found, by=analyst, at=AT, options=options)
        table = matrix(scope, found, challenges=report.challenges, by=analyst, options=options)
        rows = [*report.challenges, *report.severities, *report.statuses, *report.periods, *report.consultations]
        rows += [row.total for row in table.rows] + list(table.cells)

        assert (scope, found.submissions, found.ventures) == (scope, *behind(scope, analyst))
        assert [(row.scope, row.submissions, row.ventures) for row in rows] == [
            (row.scope, *behind(row.scope, analyst)) for row in rows
        ]


def test_parts_of_a_whole_add_up_to_it(submissions, analyst):
    options = load_options()
    for scope in SCOPES:
        found = totals(scope, by=analyst)
        report = overview_report(scope, found, by=analyst, at=AT, options=options)
        tables = [report.challenges, report.severities, report.statuses, report.periods, report.consultations]
        sums = [sum(row.submissions for row in table) for table in [*tables, report.friction.stages]]

        assert (scope, sums) == (scope, [found.submissions] * 6)


def test_costs_and_replies_agree_with_their_lists(submissions, analyst):
    options = load_options()
    for scope in SCOPES:
        report = overview_report(scope, totals(scope, by=analyst), by=analyst, at=AT, options=options)
        replies = report.responsiveness
        counted = {
            replies.replied_scope: replies.replied,
            replies.in_time_scope: replies.in_time,
            replies.due_scope: replies.due,
        }
        for cost in [report.friction.overall, *report.friction.stages]:
            counted |= {cost.days_scope: cost.gave_days, cost.rupees_scope: cost.gave_rupees}

        assert counted == {narrowed: behind(narrowed, analyst)[0] for narrowed in counted}


def test_numbers_of_the_spread_are_worth_testing(submissions, analyst):
    """The data hold what the tests above are about: uncounted rows, several areas, none, and figures given and not."""
    areas = {submission.focus_areas.count() for submission in Submission.objects.all()}

    assert 0 < totals(Scope(), by=analyst).submissions < len(submissions)
    assert areas >= {0, 1, 2}
    assert len(by_challenge(Scope(), by=analyst, options=load_options())) == 3
