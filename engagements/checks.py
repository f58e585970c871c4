"""System checks: database settings that could lose an acknowledged submission, and the privacy notice."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from engagements.rules.intake import NoticeState, notice_state

# PRAGMA name → value as SQLite reports it: synchronous 2 is FULL (3, EXTRA, is stricter).
SQLITE_WANTED = {
    "journal_mode": ("wal", "memory"),  # an in-memory database, as used in tests, has no journal on disk
    "synchronous": (2, 3),
    "foreign_keys": (1,),
    "trusted_schema": (0,),
    "secure_delete": (1,),
}
# synchronous_commit may also wait for a standby, which is stricter than "on".
POSTGRESQL_WANTED = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}


@register(Tags.database)
def check_durability(databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Report each setting under which the database could acknowledge a row and lose it in a power cut."""
    return [fault for alias in databases or [] for fault in faults_of(connections[alias])]


@register(deploy=True)
def check_notice_is_complete(**_: Any) -> list[CheckMessage]:
    """Report a privacy notice that is missing or incomplete: the submission form stays closed.

    Runs with `check --deploy` only. A missing or unmigrated database is left to other checks.
    """
    try:
        state = notice_state()
    except DatabaseError:
        return []
    if state is NoticeState.COMPLETE:
        return []
    found = "is not published" if state is NoticeState.MISSING else "has entries to be filled in"
    return [
        Warning(
            f"The privacy notice {found}: the submission form stays closed.",
            hint="Complete and publish it in the admin, under “Policy pages”.",
            id="engagements.W021",
        )
    ]


def faults_of(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return the errors of one database; engines other than the two supported are not checked."""
    if connection.vendor == "sqlite":
        return _compare(connection, question="PRAGMA {}", wanted=SQLITE_WANTED, first=1)
    if connection.vendor == "postgresql":
        return _compare(connection, question="SHOW {}", wanted=POSTGRESQL_WANTED, first=11)
    return []


def _compare(
    connection: BaseDatabaseWrapper, *, question: str, wanted: dict[str, tuple[Any, ...]], first: int
) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        found = {name: _ask(cursor, question.format(name)) for name in wanted}
    return [
        _fault(name, found[name], wanted[name][0], number=first + place)
        for place, name in enumerate(wanted)
        if found[name] not in wanted[name]
    ]


def _ask(cursor: Any, question: str) -> Any:
    cursor.execute(question)
    return cursor.fetchone()[0]


def _fault(name: str, found: Any, wanted: Any, *, number: int) -> CheckMessage:
    return Error(
        f"The database's {name} is {found!r}: an acknowledged submission could be lost or read after deletion.",
        hint=f"Set {name} to {wanted!r} in the database or in the portal's connection options.",
        id=f"engagements.E{number:03d}",
    )
