"""The scope: what it covers, how it is written into an address, how it narrows."""

from datetime import UTC, date, datetime

import pytest

from engagements.choices import Role
from engagements.reports.scope import GIVEN, NOT_NAMED, Scope, submissions_in
from engagements.rules.actors import Actor
from tests import factories as make


def covered(scope, by):
    return set(submissions_in(scope, by=by).values_list("pk", flat=True))


def test_scope_is_written_in_a_fixed_order():
    scope = Scope(
        state="KA", received_to=date(2025, 4, 30), consultation="a-b", received_from=date(2025, 4, 1), severity=5
    )

    assert scope.query_string() == "consultation=a-b&from=2025-04-01&to=2025-04-30&state=KA&severity=5"
    assert scope.query == f"?{scope.query_string()}"


def test_scope_of_everything_is_written_as_nothing():
    assert (Scope().query_string(), Scope().query) == ("", "")


def test_scope_narrowed_keeps_its_other_parts():
    assert Scope(state="KA", status="closed").narrowed(status="answered") == Scope(state="KA", status="answered")


@pytest.mark.parametrize(
    ("scope", "narrowed"),
    [
        (Scope(), (date(2025, 4, 1), date(2025, 4, 30))),
        (Scope(received_from=date(2025, 4, 10)), (date(2025, 4, 10), date(2025, 4, 30))),
        (Scope(received_from=date(2025, 3, 1), received_to=date(2025, 4, 5)), (date(2025, 4, 1), date(2025, 4, 5))),
    ],
)
def test_scope_during_a_month_stays_within_its_own_days(scope, narrowed):
    during = scope.during(date(2025, 4, 1), date(2025, 4, 30))

    assert (during.received_from, during.received_to) == narrowed


def test_scope_days_are_days_in_india_with_both_ends(analyst):
    to = make.consultation()
    # 1 April begins in India at 18:30 of 31 March by the universal clock.
    moments = {
        "before": datetime(2025, 3, 31, 18, 29, 59, 999_999, tzinfo=UTC),
        "first": datetime(2025, 3, 31, 18, 30, tzinfo=UTC),
        "last": datetime(2025, 4, 2, 18, 29, 59, 999_999, tzinfo=UTC),
        "after": datetime(2025, 4, 2, 18, 30, tzinfo=UTC),
    }
    made = {make.submission(to, at=at).pk: name for name, at in moments.items()}

    found = covered(Scope(received_from=date(2025, 4, 1), received_to=date(2025, 4, 2)), analyst)

    assert {made[pk] for pk in found} == {"first", "last"}


def test_scope_covers_by_each_of_its_parts(analyst):
    one, other = make.challenge(), make.challenge()
    areas = [make.focus_area(), make.focus_area()]
    stage = make.contract_stage()
    to = make.consultation(challenges=[one, other], focus_areas=areas)
    plain = make.submission(to, focus_area_ids=(), profile={"state": ""}, severity=1)
    full = make.submission(
        to,
        challenge_id=other.pk,
        focus_area_ids=tuple(area.pk for area in areas),
        profile={"kind": "dpsu", "state": "TN"},
        severity=5,
        stage_id=stage.pk,
        days_lost=0,
        rupees_blocked=0,
    )
    full = make.replied(full)
    elsewhere = make.submission(make.consultation())
    parts = {
        Scope(consultation=to.slug): {plain.pk, full.pk},
        Scope(challenge=other.slug): {full.pk},
        Scope(focus_area=areas[0].slug): {full.pk},
        Scope(focus_area=areas[1].slug): {full.pk},
        Scope(focus_area=NOT_NAMED): {plain.pk},
        Scope(kind="dpsu"): {full.pk},
        Scope(state="TN"): {full.pk},
        Scope(status="answered"): {full.pk},
        Scope(severity=5): {full.pk},
        Scope(stage=stage.slug): {full.pk},
        Scope(stage=NOT_NAMED): {plain.pk, elsewhere.pk},
        Scope(days_lost=GIVEN): {full.pk},
        Scope(rupees_blocked=GIVEN): {full.pk},
        Scope(reply="sent"): {full.pk},
        Scope(reply="in_time"): {full.pk},
        Scope(venture=plain.venture_id): {plain.pk},
        Scope(): {plain.pk, full.pk, elsewhere.pk},
    }

    assert {scope: covered(scope, analyst) for scope in parts} == parts


def test_scope_covers_nothing_withdrawn_or_quarantined(analyst):
    to = make.consultation()
    kept = make.submission(to)
    make.moved(make.submission(to), "withdraw")
    make.moved(make.submission(to), "quarantine")

    assert covered(Scope(), analyst) == {kept.pk}


@pytest.mark.parametrize("role", [Role.SECURITY, Role.ADMINISTRATOR])
def test_scope_covers_nothing_for_those_who_do_not_read(db, role):
    make.submission()

    assert covered(Scope(), make.actor(role)) == set()
    assert covered(Scope(), Actor.anyone()) == set()


def test_first_reply_in_time_counts_calendar_days_in_india(analyst):
    to = make.consultation()
    # Received late on 24 March in India; the 21st day after it is 14 April.
    received_at = datetime(2025, 3, 24, 18, 0, tzinfo=UTC)
    replies = {
        "on the last day": datetime(2025, 4, 14, 18, 29, tzinfo=UTC),
        "a minute later": datetime(2025, 4, 14, 18, 31, tzinfo=UTC),
    }
    made = {make.replied(make.submission(to, at=received_at), at=at).pk: name for name, at in replies.items()}

    assert {made[pk] for pk in covered(Scope(reply="in_time"), analyst)} == {"on the last day"}
