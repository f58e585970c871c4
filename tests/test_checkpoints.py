"""A checkpoint kept elsewhere finds what the chain alone cannot: a trail that was put back or emptied as a whole."""

import stat
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from engagements import audit, checkpoints
from engagements.checkpoints import Checkpoint
from engagements.errors import ActionRefused
from engagements.models import AuditChain, AuditEvent
from tests.trail import TABLE, recorded, rewrite, run

pytestmark = pytest.mark.django_db

FIRST_DAY, SECOND_DAY = datetime(2025, 4, 3, 1, 0, tzinfo=UTC), datetime(2025, 4, 4, 1, 0, tzinfo=UTC)
CUT = "Row 3, covered by the checkpoint of 3 April 2025, is gone: rows were cut off."
REPLACED = "Row 3 is not the one that the checkpoint of 3 April 2025 covers."
ALTERED = "The checkpoint of 3 April 2025 is not as it was written: its signature does not fit."


def end() -> dict[str, object]:
    return AuditChain.objects.values("length", "head", "seal").get()


def put_back_to_two(events: list[AuditEvent], earlier_end: dict[str, object]) -> None:
    """Put the trail back to an earlier state, with the end as it was signed then: everything fits."""
    run(f"DELETE FROM {TABLE} WHERE position > 2")
    AuditChain.objects.update(**earlier_end)


def put_back_and_go_on(events: list[AuditEvent], earlier_end: dict[str, object]) -> None:
    put_back_to_two(events, earlier_end)
    recorded(1)


def cut_everything(events: list[AuditEvent], earlier_end: dict[str, object]) -> None:
    run(f"DELETE FROM {TABLE}")
    AuditChain.objects.all().delete()


@pytest.mark.parametrize(
    ("tamper", "found"), [(put_back_to_two, CUT), (put_back_and_go_on, REPLACED), (cut_everything, CUT)]
)
def test_checkpoint_finds_what_the_signed_chain_alone_does_not(unguarded, checkpoint_file, tamper, found):
    events = recorded(2)
    earlier_end = end()
    events += recorded(1)
    checkpoints.write(at=FIRST_DAY)

    tamper(events, earlier_end)

    assert (audit.verify(), checkpoints.problems_in_file(at=FIRST_DAY)) == ([], [found])


def test_checkpoint_finds_a_trail_that_was_replaced_as_a_whole(unguarded, checkpoint_file):
    events = recorded(3)
    checkpoints.write(at=FIRST_DAY)

    rewrite(events)

    assert audit.verify() != []
    assert checkpoints.problems_in_file(at=FIRST_DAY) == [REPLACED]


def test_trail_that_went_on_leads_over_its_checkpoints(checkpoint_file):
    recorded(3)
    first = checkpoints.write(at=FIRST_DAY)
    recorded(2)
    second = checkpoints.write(at=SECOND_DAY)
    third = checkpoints.write(at=SECOND_DAY)
    recorded(1)

    assert [(one.first, one.last) for one in (first, second, third)] == [(1, 3), (4, 5), (6, 5)]
    assert checkpoint_file.read_text() == f"{first}\n{second}\n{third}\n"
    assert checkpoints.problems_in_file(at=SECOND_DAY) == []


def test_file_of_checkpoints_is_read_by_its_owner_alone(checkpoint_file):
    checkpoints.write(at=FIRST_DAY)

    assert stat.S_IMODE(checkpoint_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(checkpoint_file.parent.stat().st_mode) == 0o700


def without_line(number: int):
    return lambda lines: [line for place, line in enumerate(lines) if place != number]


def on_another_day(lines: list[str]) -> list[str]:
    return [lines[0].replace("2025-04-03", "2025-04-02"), *lines[1:]]


def without_its_end(lines: list[str]) -> list[str]:
    return [*lines[:-1], lines[-1][:-3]]


@pytest.mark.parametrize(
    ("alter", "found"),
    [
        (without_line(0), ["A checkpoint is missing before the one of 4 April 2025."]),
        (without_line(1), ["A checkpoint is missing before the one of 5 April 2025."]),
        (on_another_day, [ALTERED.replace("3 April", "2 April")]),
        (without_its_end, ["Line 3 of the checkpoints cannot be read."]),
        (lambda lines: [*lines, "nothing"], ["Line 4 of the checkpoints cannot be read."]),
    ],
)
def test_file_that_was_altered_itself_is_found(checkpoint_file, alter, found):
    for day in range(3):
        recorded(2)
        checkpoints.write(at=FIRST_DAY + timedelta(days=day))

    checkpoint_file.write_text("\n".join(alter(checkpoint_file.read_text().splitlines())))

    assert checkpoints.problems_in_file(at=FIRST_DAY + timedelta(days=2)) == found


def test_line_made_up_without_the_key_is_found(checkpoint_file):
    recorded(3)
    kept = checkpoints.write(at=FIRST_DAY)

    forged = Checkpoint(FIRST_DAY, 1, 2, AuditEvent.objects.get(position=2).hash, kept.seal)

    assert checkpoints.departures_from([forged]) == [ALTERED]


def test_checkpoint_signed_with_an_earlier_key_still_holds(settings, checkpoint_file):
    recorded(1)
    checkpoints.write(at=FIRST_DAY)

    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "the second key", [settings.AUDIT_KEY]

    assert checkpoints.problems_in_file(at=FIRST_DAY) == []


@pytest.mark.parametrize(("days", "is_told"), [(2, False), (3, True)])
def test_checkpoint_that_is_overdue_is_told(checkpoint_file, days, is_told):
    checkpoints.write(at=FIRST_DAY)

    told = "A checkpoint is due every day. The last one was written: 3 April 2025."
    assert checkpoints.problems_in_file(at=FIRST_DAY + timedelta(days=days)) == [told] * is_told


def test_file_that_is_not_there_is_told(checkpoint_file):
    told = f"The checkpoints in {checkpoint_file} cannot be read: No such file or directory."

    assert checkpoints.problems_in_file(at=FIRST_DAY) == [told]


def test_file_that_is_empty_is_told(checkpoint_file):
    checkpoints.write(at=FIRST_DAY)
    checkpoint_file.write_text("")

    told = "A checkpoint is due every day. The last one was written: never."
    assert checkpoints.problems_in_file(at=FIRST_DAY) == [told]


def test_no_checkpoint_confirms_a_trail_that_does_not_hold(unguarded, checkpoint_file):
    events = recorded(2)
    earlier_end = end()
    events += recorded(1)
    checkpoints.write(at=FIRST_DAY)
    put_back_to_two(events, earlier_end)
    before = checkpoint_file.read_text()

    with pytest.raises(ActionRefused) as refused:
        checkpoints.write(at=SECOND_DAY)

    assert refused.value.message == f"No checkpoint was written, because the trail does not hold: {CUT}"
    assert checkpoint_file.read_text() == before


def test_checkpoint_of_an_empty_trail_is_led_over_by_every_trail(checkpoint_file):
    kept = Checkpoint.read(str(checkpoints.write(at=FIRST_DAY)))
    recorded(1)

    assert (kept.last, checkpoints.departures_from([kept])) == (0, [])


DAY, ROOT, SEAL = "2025-04-03T01:00:00+00:00", "a" * 64, "b" * 64


@pytest.mark.parametrize(
    "line",
    [
        "",
        "3",
        f"{DAY} 1-3 {ROOT}",
        f"{DAY} 1-3 {ROOT} {SEAL[:-1]}",
        f"{DAY} 1-3 {ROOT} {SEAL} more",
        f"{DAY} 1-٣ {ROOT} {SEAL}",
        f"{DAY} 1-{'9' * 19} {ROOT} {SEAL}",
        f"2025-13-03T01:00:00+00:00 1-3 {ROOT} {SEAL}",
        f"{DAY} 1-3 {ROOT.upper()} {SEAL}",
    ],
)
def test_checkpoint_is_refused_where_it_is_none(line):
    with pytest.raises(ActionRefused, match="This is no checkpoint"):
        Checkpoint.read(line)


def test_checkpoint_is_read_however_its_line_was_wrapped():
    wanted = Checkpoint(datetime.fromisoformat(DAY), 1, 3, ROOT, SEAL)

    assert Checkpoint.read(f"  {DAY}\n1-3\t{ROOT}\r\n  {SEAL}\n") == wanted == Checkpoint.read(str(wanted))


def test_commands_write_a_checkpoint_and_prove_the_trail_against_it(checkpoint_file):
    recorded(3)
    line, out = StringIO(), StringIO()

    call_command("write_checkpoint", stdout=line)
    recorded(1)
    call_command("verify_audit", stdout=out)
    call_command("verify_audit", checkpoint=line.getvalue(), stdout=out)

    assert checkpoint_file.read_text() == line.getvalue()
    assert out.getvalue() == "rows: 4\nThe trail is whole.\n" * 2


def test_command_ends_with_an_error_where_a_checkpoint_does_not_fit(unguarded, checkpoint_file):
    events = recorded(2)
    earlier_end = end()
    events += recorded(1)
    kept = checkpoints.as_it_stands(at=FIRST_DAY)
    put_back_to_two(events, earlier_end)
    checkpoints.write(at=timezone.now())
    errors = StringIO()

    with pytest.raises(CommandError, match="does not hold in 1 place"):
        call_command("verify_audit", checkpoint=str(kept), stderr=errors)

    assert errors.getvalue().strip() == CUT


def test_command_ends_with_an_error_where_there_is_no_file(checkpoint_file):
    with pytest.raises(CommandError, match="does not hold in 1 place"):
        call_command("verify_audit", stderr=StringIO())


def test_command_refuses_what_is_no_checkpoint():
    with pytest.raises(CommandError, match="This is no checkpoint"):
        call_command("verify_audit", checkpoint="nothing")


def test_command_says_where_no_checkpoint_can_be_written(checkpoint_file):
    checkpoint_file.parent.write_text("a file where the folder should be")

    with pytest.raises(CommandError, match="cannot be written: File exists"):
        call_command("write_checkpoint")
