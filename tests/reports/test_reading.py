"""Reading a scope from an address: what is understood, what is left out and said."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagements.reports.options import PART_LABELS
from engagements.reports.scope import NOT_NAMED, Scope, parameter_of
from engagements.reports.scope_parser import ScopeProblem, dates_in_words, describe, parse_scope
from engagements.rules.actors import Actor
from tests import factories as make

PORTAL = Actor.system("test")
NOT_IN_LIST = "The web address asks for something that is not in the list. This part has been ignored."
NO_DAY = "Enter the date as 24/03/2025, from the year 2000 onwards. This date has been ignored."


@pytest.fixture
def to(db):
    return make.consultation(
        slug="march",
        title="March sessions",
        challenges=[make.challenge(slug="funding", name="Funding")],
        focus_areas=[make.focus_area(slug="drones", name="Drones")],
    )


def test_reading_understands_every_part(to):
    stage, venture = make.contract_stage(slug="trials"), make.venture(name="Alpha")
    parameters = {
        "consultation": "march",
        "from": "2025-04-01",
        "to": "30/04/2025",
        "focus_area": "drones",
        "challenge": "funding",
        "kind": "startup",
        "state": "KA",
        "status": "answered",
        "severity": "5",
        "stage": stage.slug,
        "days_lost": "given",
        "rupees_blocked": "given",
        "reply": "in_time",
        "venture": str(venture.pk),
    }

    reading = parse_scope(parameters, by=PORTAL)

    assert reading.problems == ()
    assert reading.scope == Scope(
        consultation="march",
        received_from=date(2025, 4, 1),
        received_to=date(2025, 4, 30),
        focus_area="drones",
        challenge="funding",
        kind="startup",
        state="KA",
        status="answered",
        severity=5,
        stage="trials",
        days_lost="given",
        rupees_blocked="given",
        reply="in_time",
        venture=venture.pk,
    )


def test_reading_what_was_written_gives_the_same_scope(to):
    scope = Scope(consultation="march", received_from=date(2025, 4, 1), stage=NOT_NAMED, severity=1)
    parameters = {parameter_of(name): str(value) for name, value in scope.parts.items()}

    assert parse_scope(parameters, by=PORTAL).scope == scope


@pytest.mark.parametrize(
    ("parameter", "written", "problem"),
    [
        ("consultation", "april", ScopeProblem("consultation", NOT_IN_LIST)),
        ("from", "yesterday", ScopeProblem("received_from", NO_DAY)),
        ("from", "0001-01-01", ScopeProblem("received_from", NO_DAY)),
        ("to", "9999-12-31", ScopeProblem("received_to", NO_DAY)),
        ("to", "2025-02-30", ScopeProblem("received_to", NO_DAY)),
        ("focus_area", "\x00", ScopeProblem("focus_area", NOT_IN_LIST)),
        ("kind", "STARTUP", ScopeProblem("kind", NOT_IN_LIST)),
        ("status", "withdrawn", ScopeProblem("status", NOT_IN_LIST)),
        ("status", "quarantined", ScopeProblem("status", NOT_IN_LIST)),
        ("severity", "6", ScopeProblem("severity", NOT_IN_LIST)),
        ("severity", "٣", ScopeProblem("severity", NOT_IN_LIST)),
        ("challenge", NOT_NAMED, ScopeProblem("challenge", NOT_IN_LIST)),
        ("venture", "0", ScopeProblem("venture", NOT_IN_LIST)),
        ("venture", "9" * 40, ScopeProblem("venture", NOT_IN_LIST)),
        ("venture", "1' OR 1=1", ScopeProblem("venture", NOT_IN_LIST)),
    ],
)
def test_reading_leaves_out_what_makes_no_sense(to, parameter, written, problem):
    reading = parse_scope({parameter: written, "state": "KA"}, by=PORTAL)

    assert (reading.scope, reading.problems) == (Scope(state="KA"), (problem,))


def test_reading_leaves_out_days_in_the_wrong_order(to):
    reading = parse_scope({"from": "2025-05-01", "to": "2025-04-01", "state": "KA"}, by=PORTAL)

    assert reading.scope == Scope(state="KA")
    assert reading.problems == (
        ScopeProblem("received_to", "The last day is before the first. Both dates have been ignored."),
    )


def test_reading_takes_empty_and_unknown_parameters_for_nothing(to):
    assert parse_scope({"from": "", "kind": " ", "page": "2"}, by=PORTAL).scope == Scope()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([parameter_of(part) for part in PART_LABELS]), st.text(max_size=60)))
def test_reading_never_fails(to, parameters):
    reading = parse_scope(parameters, by=PORTAL)

    assert len(reading.scope.parts) + len(reading.problems) <= len(parameters) + 1


def test_describe_says_consultation_and_dates_and_what_narrows(to):
    reading = parse_scope(
        {"consultation": "march", "from": "2025-04-01", "focus_area": "drones", "days_lost": "given"}, by=PORTAL
    )

    assert [(named.label, named.text) for named in describe(reading)] == [
        ("Consultation", "March sessions"),
        ("Received", "since 1 April 2025"),
        ("Focus area", "Drones"),
        ("Days lost", "figure given"),
    ]


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), "All dates"),
        (Scope(received_from=date(2025, 4, 1)), "since 1 April 2025"),
        (Scope(received_to=date(2025, 4, 1)), "until 1 April 2025"),
        (Scope(received_from=date(2025, 4, 1), received_to=date(2025, 4, 1)), "on 1 April 2025"),
        (Scope(received_from=date(2025, 4, 1), received_to=date(2025, 5, 2)), "1 April 2025 to 2 May 2025"),
    ],
)
def test_dates_are_said_as_a_reader_says_them(scope, words):
    assert dates_in_words(scope) == words
