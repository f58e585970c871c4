"""The queues: for whom each is, what stands in it, what comes next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engagements.actions import casework
from engagements.choices import ReplyKind, Role
from engagements.models import Submission
from engagements.rules import queues
from engagements.rules.actors import Actor
from tests import factories

pytestmark = pytest.mark.django_db

INDIA = ZoneInfo("Asia/Kolkata")
# Noon in India on the day that the tests call today.
NOON = datetime(2025, 6, 30, 12, tzinfo=INDIA)
TODAY = NOON.date()


def received(days_ago: int, **what) -> Submission:
    return factories.submission(at=NOON - timedelta(days=days_ago), **what)


def names_of(actor: Actor) -> list[str]:
    return [queue.name for queue in queues.queues_of(actor)]


def held_by(name: str, actor: Actor) -> list[Submission]:
    queue = next(queue for queue in queues.QUEUES if queue.name == name)
    return list(Submission.objects.visible_to(actor).filter(queue.condition(actor, TODAY)).order_by("pk"))


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (
            Role.TRIAGE,
            ["mine", "unassigned", "week", "overdue", "venture", "reopened", "publication", "recent", "second"],
        ),
        (
            Role.OFFICER,
            ["mine", "unassigned", "week", "overdue", "venture", "reopened", "publication", "recent", "second"],
        ),
        (
            Role.LEAD,
            [
                "mine",
                "unassigned",
                "week",
                "overdue",
                "venture",
                "reopened",
                "publication",
                "details",
                "recent",
                "second",
            ],
        ),
        (Role.SECURITY, ["quarantined", "kept"]),
        (Role.ANALYST, ["unassigned", "week", "overdue", "venture", "reopened", "recent"]),
        (Role.AUDITOR, ["unassigned", "week", "overdue", "venture", "reopened", "details", "recent"]),
        (Role.ADMINISTRATOR, []),
    ],
)
def test_queues_concern_those_who_work_on_them(role, names):
    assert names_of(factories.actor(role)) == names


def test_queues_hold_each_submission_where_it_belongs():
    lead = factories.actor(Role.LEAD)
    mine = received(5)
    mine = casework.assign(mine, lead.user, by=lead, at=NOON, version=mine.version)
    free, late = received(15), received(30)
    asked = factories.asked(received(3), at=NOON)
    factories.replied(received(2), at=NOON)

    assert held_by("mine", lead) == [mine]
    assert held_by("unassigned", lead) == [free, late]
    assert held_by("overdue", lead) == [late]
    assert held_by("week", lead) == [free]
    assert held_by("venture", lead) == [asked]


def test_queue_of_this_week_takes_today_and_six_more_days():
    lead = factories.actor(Role.LEAD)
    due_yesterday, due_today, due_in_six, due_in_seven = (received(22), received(21), received(15), received(14))

    assert held_by("week", lead) == [due_today, due_in_six]
    assert held_by("overdue", lead) == [due_yesterday]
    assert due_in_seven.due_on == TODAY + timedelta(days=7)


def test_queue_of_what_arrived_takes_the_last_seven_days():
    lead = factories.actor(Role.LEAD)
    received(7)
    fresh, six_days_old = received(0), received(6)

    assert held_by("recent", lead) == [fresh, six_days_old]


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "0-7"), (7, "0-7"), (8, "8-14"), (14, "8-14"), (15, "15-21"), (21, "15-21"), (22, "22-"), (400, "22-")],
)
def test_bands_divide_ages_without_gap_or_overlap(days, band):
    waiting = factories.submission(
        factories.consultation(opens_at=NOON - timedelta(days=500)), at=NOON - timedelta(days=days)
    )

    holding = [
        one.name for one in queues.BANDS if Submission.objects.filter(one.condition(TODAY), pk=waiting.pk).exists()
    ]

    assert holding == [band]


def test_bands_begin_and_end_at_midnight_in_india():
    late_evening = datetime(2025, 6, 22, 23, 59, 59, tzinfo=INDIA)
    older = factories.submission(at=late_evening)
    younger = factories.submission(at=late_evening + timedelta(seconds=1))

    def held(name: str) -> list[Submission]:
        band = next(band for band in queues.BANDS if band.name == name)
        return list(Submission.objects.filter(band.condition(TODAY)))

    assert (held("8-14"), held("0-7")) == ([older], [younger])


def test_next_is_one_s_own_and_for_those_who_assign_what_nobody_owns():
    triage, officer = factories.actor(Role.TRIAGE), factories.actor(Role.OFFICER)
    owned = received(3)
    owned = casework.assign(owned, officer.user, by=triage, at=NOON, version=owned.version)
    free = received(2)
    held = factories.moved(received(1), "quarantine")

    def next_of(actor: Actor) -> list[Submission]:
        return list(Submission.objects.visible_to(actor).filter(queues.next_for(actor, TODAY)).in_queue_order())

    assert next_of(officer) == [owned]
    assert next_of(triage) == [free]
    assert next_of(factories.actor(Role.SECURITY)) == [held]
    assert next_of(factories.actor(Role.AUDITOR)) == []


def test_after_in_queue_follows_due_day_then_arrival_then_number():
    first, second = received(9), received(5)
    twin = received(5)
    last = received(2)
    rows = Submission.objects.visible_to(Actor.system("test"))

    assert list(rows.after_in_queue(first)) == [second, twin, last]
    assert list(rows.after_in_queue(second)) == [twin, last]
    assert list(rows.after_in_queue(last)) == []


def test_queue_of_the_reopened_holds_them_until_they_are_answered_again():
    lead = factories.actor(Role.LEAD)
    answered, reopened, objected, again = (factories.replied(received(9), at=NOON) for _number in range(4))
    reopened = factories.moved(reopened, "reopen", by=lead, at=NOON)
    casework.object_to_reply(objected, "No.", by=Actor.venture(objected), at=NOON, version=objected.version)
    again = factories.moved(again, "reopen", by=lead, at=NOON)
    casework.reply(again, "Yes.", kind=ReplyKind.FINAL, by=lead, at=NOON, version=again.version)

    assert held_by("reopened", lead) == [reopened, objected]
    asked = casework.ask(reopened, "When?", by=lead, at=NOON, version=reopened.version)
    assert held_by("reopened", lead) == [asked, objected]
    assert answered not in held_by("reopened", lead)


def test_queue_for_second_readers_holds_what_colleagues_have_in_charge_and_one_has_not_judged():
    reader, officer = factories.actor(Role.OFFICER), factories.actor(Role.OFFICER)
    lead = factories.actor(Role.LEAD)
    theirs, judged, mine, _free = (received(5) for _number in range(4))
    for submission, owner in ((theirs, officer), (judged, officer), (mine, reader)):
        casework.assign(submission, owner.user, by=lead, at=NOON, version=submission.version)
    casework.note(judged, "Right.", by=reader, at=NOON)

    assert held_by("second", reader) == [theirs]
    assert held_by("second", officer) == [mine]
    assert held_by("second", lead) == [theirs, judged, mine]


def test_order_for_second_readers_begins_with_what_the_fewest_judged():
    owner, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    twice, once, untouched, newest = received(9), received(8), received(7), received(6)
    for submission in (twice, once, untouched, newest):
        casework.assign(submission, owner.user, by=lead, at=NOON, version=submission.version)
        casework.note(submission, "From the one in charge.", by=owner, at=NOON)
    first, second = factories.actor(Role.TRIAGE), factories.actor(Role.OFFICER)
    for submission, reader in ((twice, first), (twice, second), (once, first), (once, first)):
        casework.note(submission, "A judgement.", by=reader, at=NOON)
    rows = Submission.objects.visible_to(lead)

    assert [(row, row.readings) for row in rows.in_reading_order()] == [
        (untouched, 0),
        (newest, 0),
        (once, 1),
        (twice, 2),
    ]
    assert list(rows.after_in_reading_order(newest)) == [once, twice]
    assert list(rows.after_in_reading_order(twice)) == []
