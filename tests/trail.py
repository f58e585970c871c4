"""The trail as somebody with the database's own password finds it: rows, guards and statements."""

from datetime import timedelta

from django.db import connection

from engagements import audit
from engagements.choices import AuditedAct, Role
from engagements.models import AuditEvent
from tests import factories
from tests.factories import AT

TABLE = "engagements_auditevent"
DROP_TRIGGERS = {
    "sqlite": [f"DROP TRIGGER {TABLE}_refuses_update", f"DROP TRIGGER {TABLE}_refuses_delete"],
    "postgresql": [f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}"],
}


def recorded(number: int) -> list[AuditEvent]:
    """Write acts on one consultation and return them; a single strand takes them all."""
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


def without_guards() -> None:
    """Take the triggers away, as somebody with the database's own password could; the test's end brings them back."""
    for statement in DROP_TRIGGERS[connection.vendor]:
        run(statement)
