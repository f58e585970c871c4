"""The trail as somebody with the database's own password finds it: rows, guards and statements, but not the key."""

from datetime import timedelta
from importlib import import_module

from django.db import connection

from engagements import audit
from engagements.apps import GUARDS
from engagements.choices import AuditedAct, Role
from engagements.models import AuditChain, AuditEvent
from tests import factories
from tests.factories import AT

TABLE = "engagements_auditevent"
GUESSED_KEY = "what somebody without the key signs with instead"


def recorded(number: int) -> list[AuditEvent]:
    """Write acts on one consultation and return them."""
    target = factories.consultation()
    by = factories.actor(Role.LEAD)
    return [
        audit.record(
            AuditedAct.CONSULTATION_CHANGED, target, by=by, at=AT + timedelta(minutes=minute), changes={"n": minute}
        )
        for minute in range(number)
    ]


def run(statement: str, *values: object) -> None:
    """Run a statement past all of our own code."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rewrite(events: list[AuditEvent], *, after: AuditEvent | None = None, key: str = GUESSED_KEY) -> None:
    """Store rows as the ones that follow a row, each numbered, chained and signed anew, and move the end there."""
    position, previous = (after.position, after.hash) if after else (0, "")
    for event in events:
        position += 1
        run(f"DELETE FROM {TABLE} WHERE id = %s OR position = %s", event.pk, position)
        event.position, event.previous_hash = position, previous
        event.hash = previous = audit.sign(audit._text_of(event), key=key)
        event.save(force_insert=True)
    run(f"DELETE FROM {TABLE} WHERE position > %s", position)
    seal = audit.sign(audit._end_in_words(AuditChain(length=position, head=previous)), key=key)
    AuditChain.objects.update(length=position, head=previous, seal=seal)


def without_guards() -> None:
    """Take the triggers away, as somebody with the database's own password could; the test's end brings them back."""
    import_module(GUARDS).remove_guards(connection)
