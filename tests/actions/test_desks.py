"""Desks: which rule takes a submission, who of the desk gets it, and what arriving costs."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.actions import casework
from engagements.choices import AuditedAct, Role
from engagements.errors import ActionRefused
from engagements.models import Assignment, AuditEvent, ConflictOfInterest, DeskRule
from engagements.rules.desks import DeskAssigner
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def to():
    return factories.consultation(
        challenges=[factories.challenge(), factories.challenge()],
        focus_areas=[factories.focus_area(), factories.focus_area()],
    )


def parts_of(to):
    return list(to.asked_challenges.order_by("pk").values_list("challenge", flat=True)), list(
        to.focus_areas.order_by("pk").values_list("pk", flat=True)
    )


def arrive(to, *, challenge=0, areas=(0,), at=AT, **what):
    challenges, all_areas = parts_of(to)
    return factories.submission(
        to, challenge_id=challenges[challenge], focus_area_ids=tuple(all_areas[place] for place in areas), at=at, **what
    )


def officer():
    return factories.official(Role.OFFICER)


def fits(rule, *, consultation_id, challenge_id, area_ids):
    return (
        rule.consultation_id in (None, consultation_id)
        and rule.challenge_id in (None, challenge_id)
        and rule.focus_area_id in (None, *area_ids)
    )


def test_first_of_many_rules_that_fit_decides(to):
    another = factories.consultation()
    challenges, areas = parts_of(to)
    for consultation, challenge, area in product([another.pk, None, to.pk], [None, *challenges], [*areas, None]):
        if challenge or area:
            factories.desk_rule(
                factories.desk(), consultation_id=consultation, challenge_id=challenge, focus_area_id=area
            )
    rules = list(DeskRule.objects.in_force())

    while rules:
        roster = DeskAssigner(on=AT.date())
        for challenge, area_ids in product(challenges, ([], areas[:1], areas)):
            about = {"consultation_id": to.pk, "challenge_id": challenge, "area_ids": area_ids}
            assert roster.rule_for(**about) == next((rule for rule in rules if fits(rule, **about)), None)
        rules.pop(0).delete()


def test_arrival_goes_to_the_desk_of_the_first_rule_that_fits(to):
    [challenge, _other], [_area, second_area] = parts_of(to)
    funding, space = officer(), officer()
    factories.desk_rule(factories.desk(space, name="Space"), focus_area_id=second_area, position=1)
    factories.desk_rule(factories.desk(funding, name="Funding"), challenge_id=challenge, position=2)

    by_challenge, by_area, by_none = (
        arrive(to),
        arrive(to, areas=(0, 1)),
        arrive(to, challenge=1),
    )

    assert [one.officer_in_charge for one in (by_challenge, by_area, by_none)] == [funding, space, None]
    periods = Assignment.objects.values_list("submission", "official", "assigned_by", "assigned_at", "reason")
    assert list(periods) == [
        (by_challenge.pk, funding.pk, None, AT, "Funding"),
        (by_area.pk, space.pk, None, AT, "Space"),
    ]
    event = AuditEvent.objects.filter(act=AuditedAct.SUBMISSION_ASSIGNED).earliest("pk")
    assert (event.actor, event.changes) == ("system:desks", {"officer_in_charge": funding.pk})


def test_arrival_goes_to_the_member_with_the_least_waiting_work(to):
    [challenge, _other], _areas = parts_of(to)
    first, second = officer(), officer()
    factories.desk_rule(factories.desk(first, second), challenge_id=challenge)

    received = [arrive(to).officer_in_charge for _ in range(3)]

    assert received == [first, second, first]


def test_arrival_passes_over_a_resting_desk_and_members_who_do_not_work_on_submissions(to):
    [challenge, _other], _areas = parts_of(to)
    factories.desk_rule(factories.desk(officer(), is_active=False), challenge_id=challenge)
    left, analyst = factories.official(Role.OFFICER, is_active=False), factories.official(Role.ANALYST)
    factories.desk_rule(factories.desk(left, analyst), challenge_id=challenge)

    assert arrive(to).officer_in_charge is None


def test_arrival_goes_to_the_cover_of_a_member_who_is_away(to):
    [challenge, _other], _areas = parts_of(to)
    away, cover = officer(), officer()
    factories.desk_rule(factories.desk(away), challenge_id=challenge)
    factories.absence(away, cover=cover, from_on=date(2025, 4, 2), until_on=date(2025, 4, 3))

    received = [arrive(to, at=AT + timedelta(days=days)).officer_in_charge for days in (-1, 0, 1, 2)]

    assert received == [away, cover, cover, away]


def test_arrival_does_not_go_to_a_member_with_a_conflict_of_interest(to):
    [challenge, _other], _areas = parts_of(to)
    known = arrive(to, venture="Test Works")
    first, second = officer(), officer()
    factories.desk_rule(factories.desk(first, second), challenge_id=challenge)
    ConflictOfInterest.objects.create(official=first, venture=known.venture, relation="family", declared_at=AT)

    assert arrive(to, venture="Test Works").officer_in_charge == second
    assert arrive(to, venture="Others").officer_in_charge == first


def test_arrival_that_is_held_goes_to_no_desk(to):
    [challenge, _other], _areas = parts_of(to)
    factories.desk_rule(factories.desk(officer()), challenge_id=challenge)

    assert arrive(to, proposal="Ring 98765 43210.").officer_in_charge is None


def reads_of_arrival(to) -> int:
    """Return how many queries beside writes ask for rules, desks and their members."""
    with CaptureQueriesContext(connection) as captured:
        arrive(to)
    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    return sum("deskrule" in sql or "rolegrant" in sql or "interest" in sql for sql in asked)


def test_arrival_asks_once_without_desks_and_three_times_however_many_there_are(to):
    without = reads_of_arrival(to)
    [challenge, _other], _areas = parts_of(to)
    for _ in range(5):
        factories.desk_rule(factories.desk(*(officer() for _ in range(6))), challenge_id=challenge)

    assert (without, reads_of_arrival(to)) == (1, 3)


# Transfers.


def given(submission, official, *, by, reason="", at=AT):
    return casework.assign(submission, official, by=by, at=at, version=submission.version, reason=reason)


def test_transfer_needs_a_reason_and_the_first_giving_none(to):
    lead, first, second = factories.actor(Role.LEAD), officer(), officer()
    submission = given(arrive(to), first, by=lead)

    with pytest.raises(ActionRefused, match="Explain why you are reassigning it") as refused:
        given(submission, second, by=lead, reason="  ")
    submission = given(submission, second, by=lead, reason=" She knows the scheme. ")

    assert refused.value.field == "reason"
    assert list(Assignment.objects.values_list("official", "reason")) == [
        (first.pk, ""),
        (second.pk, "She knows the scheme."),
    ]


def test_after_three_transfers_the_lead_alone_decides(to):
    triage, lead, people = factories.actor(Role.TRIAGE), factories.actor(Role.LEAD), [officer() for _ in range(5)]
    submission = given(arrive(to), people[0], by=triage)
    for hour, person in enumerate(people[1:4], start=1):
        submission = given(submission, person, by=triage, reason="On leave.", at=AT + timedelta(hours=hour))

    with pytest.raises(ActionRefused, match="Only a lead can reassign it now"):
        given(submission, people[4], by=triage, reason="On leave.", at=AT + timedelta(hours=4))
    submission = given(submission, people[4], by=lead, reason="It stays here now.", at=AT + timedelta(hours=5))

    assert submission.officer_in_charge == people[4]
    assert Assignment.objects.transfers().count() == 4


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_nobody_is_put_in_charge_of_what_is_over(to, end):
    over = factories.moved(arrive(to), end)

    with pytest.raises(ActionRefused, match="no officer can be assigned"):
        given(over, officer(), by=factories.actor(Role.LEAD))
