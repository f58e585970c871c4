"""The overview: every row in its place, also those that nobody stands behind."""

from datetime import UTC, date, datetime

import pytest

from engagements.reports.challenges import matrix
from engagements.reports.cost_of_delay import friction
from engagements.reports.options import load_options
from engagements.reports.overview import by_challenge, by_period
from engagements.reports.responsiveness import responsiveness
from engagements.reports.scope import Scope
from engagements.reports.tallies import OptionTally
from engagements.reports.totals import ScopeTotals, totals
from tests import factories as make

AT = datetime(2025, 6, 1, 6, 30, tzinfo=UTC)


def challenges(scope, by):
    return [(row.label, row.submissions, row.ventures) for row in by_challenge(scope, by=by, options=load_options())]


@pytest.fixture
def to(db):
    return make.consultation(challenges=[make.challenge(name="Funding"), make.challenge(name="Rules")])


def test_totals_count_each_venture_once(analyst, to):
    make.submission(to, venture="Alpha", at=datetime(2025, 4, 1, 20, 0, tzinfo=UTC))
    make.submission(to, venture="Alpha", is_example=True)
    make.submission(to, venture="Beta", at=datetime(2025, 5, 1, tzinfo=UTC))

    assert totals(Scope(), by=analyst) == ScopeTotals(
        submissions=3,
        ventures=2,
        consultations=1,
        illustrative=1,
        first_received_on=date(2025, 4, 2),
        last_received_on=date(2025, 5, 1),
    )


def test_totals_of_nothing_are_zeros(analyst):
    assert totals(Scope(), by=analyst) == ScopeTotals(0, 0, 0, 0, None, None)


def test_challenges_that_nobody_raised_are_rows(analyst, to):
    make.submission(to)

    assert challenges(Scope(consultation=to.slug), analyst) == [("Funding", 1, 1), ("Rules", 0, 0)]


def test_challenges_of_other_consultations_are_no_rows_unless_raised(analyst, to):
    elsewhere = make.consultation(challenges=[make.challenge(name="Access")])
    make.submission(elsewhere)
    make.submission(to)

    assert challenges(Scope(consultation=to.slug), analyst) == [("Funding", 1, 1), ("Rules", 0, 0)]
    assert challenges(Scope(), analyst) == [("Funding", 1, 1), ("Rules", 0, 0), ("Access", 1, 1)]


def test_challenges_no_longer_offered_are_rows_only_where_raised(analyst, to):
    retired = make.challenge(name="Retired", is_active=False)
    make.challenge(name="Never raised", is_active=False)
    make.submission(to, challenge_id=retired.pk)

    assert challenges(Scope(), analyst) == [("Funding", 0, 0), ("Rules", 0, 0), ("Retired", 1, 1)]


def test_months_are_those_of_india_and_have_no_gap(analyst, to):
    # Half past six in the evening of 30 April by the universal clock is 1 May in India.
    make.submission(to, at=datetime(2025, 3, 25, tzinfo=UTC))
    make.submission(to, at=datetime(2025, 4, 30, 18, 30, tzinfo=UTC))

    rows, is_monthly = by_period(Scope(), totals(Scope(), by=analyst), by=analyst)

    assert is_monthly
    assert [(row.label, row.submissions) for row in rows] == [("March 2025", 1), ("April 2025", 0), ("May 2025", 1)]


def test_responsiveness_looks_at_those_whose_days_are_over(analyst, to):
    received_at = datetime(2025, 5, 1, 4, 0, tzinfo=UTC)
    make.replied(make.submission(to, at=received_at), at=datetime(2025, 5, 11, 4, 0, tzinfo=UTC))
    make.replied(make.submission(to, at=received_at), at=datetime(2025, 5, 31, 4, 0, tzinfo=UTC))
    make.submission(to, at=received_at)
    # Of today: neither a success nor a failure, although it has its reply.
    make.replied(make.submission(to, at=AT), at=AT)

    found = responsiveness(Scope(), by=analyst, at=AT)

    assert (found.median_days, found.replied, found.in_time, found.due) == (10, 3, 1, 3)


def test_responsiveness_of_the_last_promised_day_is_still_open(analyst, to):
    make.submission(to, at=datetime(2025, 5, 11, 4, 0, tzinfo=UTC))

    assert responsiveness(Scope(), by=analyst, at=AT).due == 0
    assert responsiveness(Scope(), by=analyst, at=datetime(2025, 6, 1, 18, 30, tzinfo=UTC)).due == 1


def test_responsiveness_of_nothing_is_nothing(analyst):
    found = responsiveness(Scope(), by=analyst, at=AT)

    assert (found.median_days, found.replied, found.in_time, found.due) == (None, 0, 0, 0)


def test_friction_stands_on_those_that_gave_a_figure(analyst, to):
    trials, payment = make.contract_stage(name="Trials"), make.contract_stage(name="Payment")
    make.submission(to, stage_id=payment.pk, days_lost=150, rupees_blocked=10**13)
    make.submission(to, stage_id=payment.pk, days_lost=50, rupees_blocked=10**13)
    make.submission(to, stage_id=payment.pk)
    make.submission(to, stage_id=trials.pk, days_lost=0)
    make.submission(to)

    found = friction(Scope(), by=analyst, stages=load_options()["stage"])
    rows = [found.overall, *found.stages]

    assert [(r.label, r.submissions, r.median_days, r.gave_days, r.rupees, r.gave_rupees) for r in rows] == [
        ("", 5, 50, 3, 2 * 10**13, 2),
        ("Trials", 1, 0, 1, 0, 0),
        ("Payment", 3, 100, 2, 2 * 10**13, 2),
        ("No stage named", 1, None, 0, 0, 0),
    ]


def test_matrix_counts_a_submission_in_each_of_its_areas_and_once_in_all(analyst):
    drones, radar = make.focus_area(name="Drones"), make.focus_area(name="Radar")
    funding, rules = make.challenge(name="Funding"), make.challenge(name="Rules")
    to = make.consultation(challenges=[funding, rules], focus_areas=[drones, radar])
    make.submission(to, venture="Alpha", focus_area_ids=(drones.pk, radar.pk))
    make.submission(to, venture="Alpha", focus_area_ids=(drones.pk,))
    make.submission(to, venture="Beta", focus_area_ids=(), challenge_id=rules.pk)

    options, found = load_options(), totals(Scope(), by=analyst)
    columns = by_challenge(Scope(), by=analyst, options=options)
    table = matrix(Scope(), found, challenges=columns, by=analyst, options=options)

    assert [(row.label, [(c.ventures, c.submissions, c.shade) for c in row.cells]) for row in table.rows] == [
        ("Drones", [(1, 2, 4), (0, 0, 0)]),
        ("Radar", [(1, 1, 4), (0, 0, 0)]),
        ("No focus area named", [(0, 0, 0), (1, 1, 4)]),
    ]
    assert [(row.total.ventures, row.total.submissions) for row in table.rows] == [(1, 2), (1, 1), (1, 1)]
    assert [(column.ventures, column.submissions) for column in table.challenges] == [(1, 2), (1, 1)]
    assert (table.totals.ventures, table.totals.submissions) == (2, 3)


def test_matrix_of_one_area_is_one_row(analyst):
    drones, radar = make.focus_area(slug="drones"), make.focus_area(slug="radar")
    to = make.consultation(focus_areas=[drones, radar])
    make.submission(to, focus_area_ids=(drones.pk, radar.pk))

    scope, options = Scope(focus_area="drones"), load_options()
    columns = by_challenge(scope, by=analyst, options=options)
    table = matrix(scope, totals(scope, by=analyst), challenges=columns, by=analyst, options=options)

    assert [(row.label, row.total.submissions) for row in table.rows] == [(drones.name, 1)]


def test_tally_row_opens_its_own_list(analyst, to):
    make.submission(to)

    first = by_challenge(Scope(state="KA"), by=analyst, options=load_options())[0]

    slug = to.challenges.order_by("position")[0].slug
    assert first == OptionTally("Funding", Scope(state="KA", challenge=slug), submissions=1, ventures=1)
