"""The audit trail: what it keeps, what the database refuses, and every way of tampering that is found."""

import hmac
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from engagements import audit
from engagements.audit import ChainError
from engagements.choices import AuditedAct, Role
from engagements.models import AuditChain, AuditEvent
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT
from tests.trail import GUESSED_KEY, TABLE, recorded, rewrite, run

pytestmark = pytest.mark.django_db


def test_trail_is_whole_after_real_work():
    factories.replied(factories.submission())
    recorded(3)

    assert audit.verify() == []


def test_record_chains_each_row_to_the_one_before():
    first, second, third = recorded(3)

    assert [event.position for event in (first, second, third)] == [1, 2, 3]
    assert [event.previous_hash for event in (first, second, third)] == ["", first.hash, second.hash]
    chain = AuditChain.objects.get()
    assert (chain.length, chain.head) == (3, third.hash)


def test_record_signs_with_the_key_the_hash_before_and_canonical_json():
    first, second = recorded(2)
    row = (
        '{"act":"consultation.changed","actor":"official","at":"2025-04-02T11:13:00.000000+00:00","changes":{"n":1},'
        f'"official":{second.official_id},"position":2,"target_id":"{second.target_id}","target_type":"consultation"}}'
    )

    wanted = hmac.new(settings.AUDIT_KEY.encode(), (second.previous_hash + row).encode(), "sha256").hexdigest()
    assert (second.hash, second.previous_hash) == (wanted, first.hash)


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


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET act = 'note.added'",
        f"DELETE FROM {TABLE}",
        "DELETE FROM engagements_auditchain",
        "UPDATE engagements_auditchain SET length = length - 1",
        "UPDATE engagements_auditchain SET head = 'another'",
    ],
)
def test_database_itself_refuses_to_change_or_shorten_the_trail(statement):
    recorded(2)
    before = [list(AuditEvent.objects.values()), list(AuditChain.objects.values())]

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)

    assert [list(AuditEvent.objects.values()), list(AuditChain.objects.values())] == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [TABLE, "engagements_auditchain", "engagements_official CASCADE"])
def test_database_itself_refuses_to_empty_the_trail(table):
    recorded(2)
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(f"TRUNCATE {table}")

    assert AuditEvent.objects.count() == 2


def test_migrating_brings_lost_guards_back(unguarded):
    recorded(1)

    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(f"DELETE FROM {TABLE}")


def test_second_end_of_the_trail_is_refused():
    recorded(1)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditChain.objects.create(pk=2)


def edit_the_middle(events: list[AuditEvent]) -> None:
    run(f"UPDATE {TABLE} SET official_id = NULL WHERE id = %s", events[1].pk)


def edit_and_hash_anew(events: list[AuditEvent]) -> None:
    changed = events[1]
    changed.actor = "system:nobody"
    forged = audit.sign(audit._text_of(changed), key=GUESSED_KEY)
    run(f"UPDATE {TABLE} SET actor = %s, hash = %s WHERE id = %s", changed.actor, forged, changed.pk)


def delete_the_middle(events: list[AuditEvent]) -> None:
    run(f"DELETE FROM {TABLE} WHERE id = %s", events[1].pk)


def delete_the_tail(events: list[AuditEvent]) -> None:
    run(f"DELETE FROM {TABLE} WHERE id = %s", events[2].pk)


def insert_a_forgery(events: list[AuditEvent]) -> None:
    last = events[2]
    forged = AuditEvent(position=4, at=AT, act=AuditedAct.NOTE_ADDED, actor="official", previous_hash=last.hash)
    forged.hash = audit.sign(audit._text_of(forged), key=GUESSED_KEY)
    forged.save(force_insert=True)


def move_the_end(events: list[AuditEvent]) -> None:
    AuditChain.objects.update(length=2, head=events[1].hash)


def delete_the_end(events: list[AuditEvent]) -> None:
    AuditChain.objects.all().delete()


def cut_the_tail_and_move_the_end(events: list[AuditEvent]) -> None:
    delete_the_tail(events)
    move_the_end(events)


def cut_the_middle_and_hash_anew(events: list[AuditEvent]) -> None:
    rewrite([events[2]], after=events[0])


def replace_everything(events: list[AuditEvent]) -> None:
    for event in events:
        event.actor = "system:nobody"
    rewrite(events)


ENDS_ELSEWHERE = "the trail ends elsewhere than recorded"
END_CHANGED = "the recorded end of the trail was changed"


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (edit_the_middle, [(2, "was changed")]),
        (edit_and_hash_anew, [(2, "was changed"), (3, "does not follow from the row before")]),
        (delete_the_middle, [(2, "rows are missing"), (3, "does not follow from the row before")]),
        (delete_the_tail, [(2, ENDS_ELSEWHERE)]),
        (insert_a_forgery, [(4, "was changed"), (4, ENDS_ELSEWHERE)]),
        (move_the_end, [(2, END_CHANGED), (3, ENDS_ELSEWHERE)]),
        (delete_the_end, [(3, ENDS_ELSEWHERE)]),
        (cut_the_tail_and_move_the_end, [(2, END_CHANGED)]),
        (cut_the_middle_and_hash_anew, [(2, "was changed"), (2, END_CHANGED)]),
        (replace_everything, [(1, "was changed"), (2, "was changed"), (3, "was changed"), (3, END_CHANGED)]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_verify_finds_the_place_of_each_tampering(unguarded, tamper: Callable, found):
    events = recorded(3)
    assert audit.verify() == []

    tamper(events)

    assert audit.verify() == [ChainError(position, problem) for position, problem in found]


def test_verify_finds_two_rows_that_changed_places(unguarded):
    events = recorded(3)

    for position, event in [(90, events[1]), (2, events[2]), (3, events[1])]:
        run(f"UPDATE {TABLE} SET position = %s WHERE id = %s", position, event.pk)

    assert {(problem.position, problem.problem) for problem in audit.verify()} >= {
        (2, "was changed"),
        (3, "was changed"),
    }


def test_verify_finds_thirty_five_rows_that_were_cut_with_the_hashes_computed_anew(unguarded):
    events = recorded(50)

    rewrite(events[40:], after=events[4])

    assert [one.position for one in audit.verify()] == [*range(6, 16), 15]


def test_trail_holds_over_a_change_of_the_key(settings):
    first = settings.AUDIT_KEY
    recorded(2)
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "the second key", [first]
    recorded(2)
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "the third key", ["the second key", first]
    recorded(2)

    assert audit.verify() == []


def test_trail_without_an_earlier_key_does_not_hold(settings):
    first = settings.AUDIT_KEY
    recorded(1)
    settings.AUDIT_KEY = "the second key"
    recorded(1)

    assert audit.verify() == [ChainError(1, "was changed")]
    settings.AUDIT_KEY_FALLBACKS = [first]
    assert audit.verify() == []


def test_row_signed_with_an_earlier_key_after_the_change_is_found(unguarded, settings):
    first = settings.AUDIT_KEY
    recorded(1)
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "the second key", [first]
    [one, another] = recorded(2)

    another.actor = "system:nobody"
    rewrite([another], after=one, key=first)

    assert audit.verify() == [ChainError(3, "was changed")]


def test_acts_of_one_block_are_written_at_its_end():
    target, by = factories.consultation(), factories.actor(Role.LEAD)

    with audit.one_transaction():
        audit.record(AuditedAct.CONSULTATION_CHANGED, target, by=by, at=AT)
        with audit.one_transaction():
            audit.record(AuditedAct.CONSULTATION_PUBLISHED, target, by=by, at=AT)
        assert AuditEvent.objects.count() == 0

    acts = AuditEvent.objects.order_by("position").values_list("position", "act")
    assert list(acts) == [(1, "consultation.changed"), (2, "consultation.published")]
    assert audit.verify() == []


def test_block_that_fails_leaves_nothing_and_its_part_that_fails_only_that_part_out():
    target, by = factories.consultation(), factories.actor(Role.LEAD)

    with pytest.raises(RuntimeError), audit.one_transaction():
        audit.record(AuditedAct.CONSULTATION_CHANGED, target, by=by, at=AT)
        raise RuntimeError
    with audit.one_transaction():
        with pytest.raises(RuntimeError), audit.one_transaction():
            audit.record(AuditedAct.CONSULTATION_CHANGED, target, by=by, at=AT)
            raise RuntimeError
        audit.record(AuditedAct.CONSULTATION_PUBLISHED, target, by=by, at=AT)

    assert list(AuditEvent.objects.values_list("act", flat=True)) == ["consultation.published"]
