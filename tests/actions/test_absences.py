"""Absences: who records one for whom, what it must hold, what covering brings."""

from datetime import date, timedelta

import pytest

from engagements.actions import absences
from engagements.choices import AuditedAct, Role
from engagements.errors import ActionRefused
from engagements.models import Absence, AuditEvent, Submission
from engagements.rules import queues
from engagements.rules.absences import notes_on
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2025, 4, 7), date(2025, 4, 11)


def officer(**fields):
    return factories.official(Role.OFFICER, **fields)


def record(who, cover, *, by=None, from_on=FIRST, until_on=LAST, at=AT):
    return absences.record_absence(
        who, from_on=from_on, until_on=until_on, cover=cover, by=by or Actor.official(who), at=at
    )


def test_absence_is_recorded_by_oneself_and_audited_without_its_days():
    who, cover = officer(), officer()

    absence = record(who, cover)

    assert (absence.official, absence.cover, absence.recorded_by) == (who, cover, who)
    event = AuditEvent.objects.get(act=AuditedAct.ABSENCE_RECORDED)
    assert event.changes == {
        "official": who.pk,
        "cover": cover.pk,
        "from_on": "(personal)",
        "until_on": "(personal)",
    }


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_absence_of_another_is_recorded_by_a_lead_or_administrator(role):
    who, cover = officer(), officer()

    assert record(who, cover, by=factories.actor(role)).official == who


@pytest.mark.parametrize(
    ("role", "sentence"),
    [(Role.OFFICER, "your own absence"), (Role.TRIAGE, "your own absence"), (Role.ANALYST, "Your role does not")],
)
def test_absence_of_another_is_refused_to_others(role, sentence):
    with pytest.raises(ActionRefused, match=sentence):
        record(officer(), officer(), by=factories.actor(role))


@pytest.mark.parametrize(
    ("from_on", "until_on", "sentence"),
    [
        (LAST, FIRST, "is before the first"),
        (date(2025, 3, 1), date(2025, 4, 1), "are in the past"),
        (FIRST, date(2026, 4, 11), "longer than a year"),
    ],
)
def test_absence_is_refused_for_days_that_cannot_be(from_on, until_on, sentence):
    with pytest.raises(ActionRefused, match=sentence) as refused:
        record(officer(), officer(), from_on=from_on, until_on=until_on)

    assert refused.value.field == "until_on"


def test_absence_is_refused_without_somebody_who_can_cover():
    who, analyst, closed, away = officer(), factories.official(Role.ANALYST), officer(is_active=False), officer()
    record(away, officer())

    for cover, sentence in (
        (who, "You cannot cover for yourself"),
        (analyst, "who works on submissions"),
        (closed, "who works on submissions"),
        (away, "is away until 11 April 2025"),
    ):
        with pytest.raises(ActionRefused, match=sentence):
            record(who, cover)
    assert Absence.objects.count() == 1


def test_absence_is_refused_twice_for_the_same_days_and_to_who_covers_then():
    who, cover, third = officer(), officer(), officer()
    record(who, cover)

    with pytest.raises(ActionRefused, match="already been recorded for these days"):
        record(who, third, from_on=LAST, until_on=LAST + timedelta(days=3))
    with pytest.raises(ActionRefused, match=f"is covering for {who}"):
        record(cover, third)
    assert record(cover, third, from_on=LAST + timedelta(days=1), until_on=LAST + timedelta(days=2)).cover == third


def test_absence_taken_back_stands_no_more():
    who = officer()
    absence = record(who, officer())

    ended = absences.take_back(absence, by=Actor.official(who), at=AT)

    assert (ended.ended_at, notes_on(FIRST)) == (AT, {})
    with pytest.raises(ActionRefused, match="already been cancelled"):
        absences.take_back(absence, by=Actor.official(who), at=AT)
    with pytest.raises(ActionRefused, match="your own absence"):
        absences.take_back(absence, by=factories.actor(Role.OFFICER), at=AT)


def test_notes_stand_beside_a_name_on_the_days_away_alone():
    who, cover = officer(), officer(full_name="Zoya")
    record(who, cover)
    note = "away until 11 April 2025, covered by Zoya"

    days = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    assert [notes_on(day) for day in days] == [{}, {who.pk: note}, {who.pk: note}, {}]


def test_mine_holds_what_one_covers_for_on_those_days_alone():
    who, cover = officer(), officer()
    record(who, cover)
    theirs, own = factories.submission(), factories.submission()
    Submission.objects.filter(pk=theirs.pk).update(officer_in_charge=who)
    Submission.objects.filter(pk=own.pk).update(officer_in_charge=cover)
    mine = next(queue for queue in queues.QUEUES if queue.name == "mine")

    def held(official, day):
        actor = Actor.official(official)
        both = [mine.condition(actor, day), queues.next_for(actor, day)]
        return [list(Submission.objects.visible_to(actor).filter(rows).order_by("pk")) for rows in both]

    assert held(cover, FIRST) == [[theirs, own]] * 2
    assert held(cover, LAST + timedelta(days=1)) == [[own]] * 2
    assert held(who, FIRST) == [[theirs]] * 2
