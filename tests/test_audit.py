"""The audit trail: what it keeps, what the database refuses, and every way of tampering that is found."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from engagements import audit
from engagements.audit import Break
from engagements.choices import AuditedAct
from engagements.models import AuditChain, AuditEvent
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT
from tests.trail import TABLE, recorded, run

pytestmark = pytest.mark.django_db


def test_trail_is_whole_after_real_work():
    factories.replied(factories.submission())
    recorded(3)

    assert audit.verify() == []


def test_record_chains_each_row_to_the_one_before():
    first, second, third = recorded(3)

    assert [event.position for event in (first, second, third)] == [1, 2, 3]
    assert [event.previous_hash for event in (first, second, third)] == ["", first.hash, second.hash]
    chain = AuditChain.objects.get(strand=third.strand)
    assert (chain.length, chain.head) == (3, third.hash)


def test_record_keeps_no_personal_value():
    holder = factories.office_holder(name="Shri Somebody")

    event = audit.record(
        AuditedAct.REFERENCE_DATA_CHANGED,
        holder,
        by=Actor.system("test"),
        at=AT,
        changes={"name": "Shri Somebody", "office": "Secretary (Tests)", "chaired": [holder], "from_on": AT.date()},
    )

    assert AuditEvent.objects.get(pk=event.pk).changes == {
        "name": "(personal)",
        "office": "Secretary (Tests)",
        "chaired": [holder.pk],
        "from_on": "2025-04-02",
    }
    assert event.actor == "system:test"


def test_record_is_undone_with_its_act():
    before = AuditEvent.objects.count()

    with pytest.raises(RuntimeError), transaction.atomic():
        recorded(2)
        raise RuntimeError

    assert AuditEvent.objects.count() == before
    assert audit.verify() == []


def test_trail_of_tells_one_record_s_acts_in_order():
    submission = factories.moved(factories.submission(), "take_up")
    factories.submission()

    assert [event.act for event in audit.trail_of(submission)] == ["submission.received", "submission.moved"]


@pytest.mark.parametrize("statement", [f"UPDATE {TABLE} SET act = 'note.added'", f"DELETE FROM {TABLE}"])
def test_database_itself_refuses_to_change_the_trail(statement):
    events = recorded(2)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)

    assert [event.pk for event in AuditEvent.objects.order_by("pk")] == [event.pk for event in events]
    assert audit.verify() == []


def edit_the_middle(events: list[AuditEvent]) -> None:
    run(f"UPDATE {TABLE} SET official_id = NULL WHERE id = %s", events[1].pk)


def edit_and_rehash(events: list[AuditEvent]) -> None:
    changed = events[1]
    changed.actor = "system:nobody"
    run(f"UPDATE {TABLE} SET actor = %s, hash = %s WHERE id = %s", changed.actor, audit._hash_of(changed), changed.pk)


def delete_the_middle(events: list[AuditEvent]) -> None:
    run(f"DELETE FROM {TABLE} WHERE id = %s", events[1].pk)


def delete_the_tail(events: list[AuditEvent]) -> None:
    run(f"DELETE FROM {TABLE} WHERE id = %s", events[2].pk)


def insert_a_forgery(events: list[AuditEvent]) -> None:
    last = events[2]
    forged = AuditEvent(
        strand=last.strand,
        position=4,
        at=AT,
        act=AuditedAct.NOTE_ADDED,
        actor="official",
        target_type="submission",
        target_id="1",
        previous_hash=last.hash,
    )
    forged.hash = audit._hash_of(forged)
    forged.save(force_insert=True)


def insert_into_no_strand(events: list[AuditEvent]) -> None:
    stray = AuditEvent(strand=99, position=1, at=AT, act=AuditedAct.NOTE_ADDED, actor="official", hash="x")
    stray.save(force_insert=True)


def swap_two(events: list[AuditEvent]) -> None:
    for position, event in [(90, events[1]), (2, events[2]), (3, events[1])]:
        run(f"UPDATE {TABLE} SET position = %s WHERE id = %s", position, event.pk)


def move_the_head(events: list[AuditEvent]) -> None:
    AuditChain.objects.filter(strand=events[0].strand).update(length=2, head=events[1].hash)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (edit_the_middle, [(2, "was changed")]),
        (edit_and_rehash, [(3, "does not follow from the row before")]),
        (delete_the_middle, [(2, "rows are missing"), (3, "does not follow from the row before")]),
        (delete_the_tail, [(2, "the strand ends elsewhere than recorded")]),
        (insert_a_forgery, [(4, "the strand ends elsewhere than recorded")]),
        (insert_into_no_strand, [(1, "belongs to no strand")]),
        (move_the_head, [(3, "the strand ends elsewhere than recorded")]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_verify_finds_the_place_of_each_tampering(unguarded, tamper: Callable, found):
    events = recorded(3)
    assert audit.verify() == []

    tamper(events)

    strand = 99 if tamper is insert_into_no_strand else events[0].strand
    assert audit.verify() == [Break(strand, position, problem) for position, problem in found]


def test_verify_finds_two_rows_that_changed_places(unguarded):
    events = recorded(3)

    swap_two(events)

    assert {(problem.position, problem.problem) for problem in audit.verify()} >= {
        (2, "was changed"),
        (3, "was changed"),
    }
