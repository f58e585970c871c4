"""A checkpoint kept elsewhere finds what the chain alone cannot: a trail that was rewritten or cut as a whole."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from engagements import audit
from engagements.audit import Checkpoint
from engagements.errors import Refused
from engagements.models import AuditChain, AuditEvent
from tests.trail import TABLE, recorded, run

pytestmark = pytest.mark.django_db

REWRITTEN = "The rows up to the checkpoint are not the ones it was made of, or the checkpoint was altered."
CUT = "Strand 0 has no row 3 any more: its end was cut off."


def rewrite_from(place: int) -> Callable[[list[AuditEvent]], None]:
    """Return the act of somebody who changes a row and then computes every hash after it anew."""

    def rewrite(events: list[AuditEvent]) -> None:
        events[place].actor = "system:nobody"
        previous = events[place].previous_hash
        for event in events[place:]:
            event.previous_hash = previous
            event.hash = previous = audit._hash_of(event)
            values = (event.actor, event.previous_hash, event.hash, event.pk)
            run(f"UPDATE {TABLE} SET actor = %s, previous_hash = %s, hash = %s WHERE id = %s", *values)
        AuditChain.objects.filter(strand=events[0].strand).update(head=previous)

    return rewrite


def cut_the_tail(events: list[AuditEvent]) -> None:
    run(f"DELETE FROM {TABLE} WHERE id = %s", events[2].pk)
    AuditChain.objects.filter(strand=events[0].strand).update(length=2, head=events[1].hash)


def cut_everything(events: list[AuditEvent]) -> None:
    run(f"DELETE FROM {TABLE}")
    AuditChain.objects.all().delete()


def cut_and_write_anew(events: list[AuditEvent]) -> None:
    cut_the_tail(events)
    recorded(1)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (rewrite_from(0), [REWRITTEN]),
        (rewrite_from(2), [REWRITTEN]),
        (cut_the_tail, [CUT]),
        (cut_everything, [CUT]),
        (cut_and_write_anew, [REWRITTEN]),
    ],
    ids=["rewrite all", "rewrite the last", "cut the tail", "cut everything", "cut and write anew"],
)
def test_checkpoint_finds_what_the_chain_alone_does_not(unguarded, tamper, found):
    events = recorded(3)
    kept = Checkpoint.read(str(audit.checkpoint()))

    tamper(events)

    assert (audit.verify(), audit.departures_from(kept)) == ([], found)


def test_trail_that_went_on_leads_over_the_checkpoint():
    recorded(3)
    kept = audit.checkpoint()

    recorded(2)

    assert audit.departures_from(kept) == []
    assert (kept.size, audit.checkpoint().size, audit.count()) == (3, 5, 5)


def lengthen(line: str) -> str:
    return "2" + line[1:]


def change_the_last_digit(line: str) -> str:
    return line[:-1] + ("0" if line[-1] != "0" else "1")


@pytest.mark.parametrize("alter", [lengthen, change_the_last_digit])
def test_checkpoint_that_was_altered_itself_does_not_fit(alter):
    recorded(3)
    line = str(audit.checkpoint())
    assert audit.departures_from(Checkpoint.read(line)) == []

    assert audit.departures_from(Checkpoint.read(alter(line))) == [REWRITTEN]


def test_checkpoint_covers_each_strand():
    recorded(2)
    AuditChain.objects.get_or_create(strand=1)
    AuditChain.objects.filter(strand__gt=1).delete()
    first = AuditEvent.objects.earliest("pk")
    other = AuditEvent(strand=1, position=1, at=first.at, act=first.act, actor="official", previous_hash="")
    other.hash = audit._hash_of(other)
    other.save(force_insert=True)
    AuditChain.objects.filter(strand=1).update(length=1, head=other.hash)

    kept = audit.checkpoint()

    assert (kept.lengths, audit.verify(), audit.departures_from(kept)) == ((2, 1), [], [])
    wrong = Checkpoint((2, 2), kept.root)
    assert audit.departures_from(wrong) == ["Strand 1 has no row 2 any more: its end was cut off."]


def test_checkpoint_of_an_empty_trail_is_led_over_by_every_trail():
    kept = Checkpoint.read(str(audit.checkpoint()))
    recorded(1)

    assert (kept.size, audit.departures_from(kept)) == (0, [])


@pytest.mark.parametrize(
    "written", ["", "3", "3:abc", ":" + "a" * 64, "3+:" + "a" * 64, "-3:" + "a" * 64, "3:" + "g" * 64, "٣:" + "a" * 64]
)
def test_checkpoint_is_refused_where_it_is_none(written):
    with pytest.raises(Refused, match="This is no checkpoint"):
        Checkpoint.read(written)


def test_checkpoint_is_read_with_gaps_and_in_capitals():
    assert Checkpoint.read(f" 3 + 4 :\n{'AB' * 16} {'cd' * 16} ") == Checkpoint((3, 4), "ab" * 16 + "cd" * 16)


def test_command_prints_a_checkpoint_and_proves_the_trail_against_it():
    recorded(3)
    out = StringIO()

    call_command("verify_audit", stdout=out)
    lines = dict(line.partition(": ")[::2] for line in out.getvalue().splitlines())
    recorded(1)
    call_command("verify_audit", checkpoint=lines["checkpoint"], stdout=out)

    assert (lines["rows"], out.getvalue().count("The trail is whole.")) == ("3", 2)


def test_command_ends_with_an_error_where_the_checkpoint_does_not_fit(unguarded):
    events = recorded(3)
    kept, errors = str(audit.checkpoint()), StringIO()
    cut_the_tail(events)

    with pytest.raises(CommandError, match="does not hold in 1 place"):
        call_command("verify_audit", checkpoint=kept, stderr=errors)

    assert errors.getvalue().strip() == CUT


def test_command_refuses_what_is_no_checkpoint():
    with pytest.raises(CommandError, match="This is no checkpoint"):
        call_command("verify_audit", checkpoint="nothing")
