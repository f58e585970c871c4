"""Which errors are an outage, on the database of the suite; cache and sessions do not keep silent of one."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError, connection
from django.db.transaction import TransactionManagementError

from portal.outage import is_outage
from portal.sessions import SessionStore
from tests import factories


@contextmanager
def read_only() -> Iterator[None]:
    """Let the database take no writes; PostgreSQL takes them again when the test's transaction ends."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        connection.connection.execute("SET TRANSACTION READ ONLY")
        yield
        return
    connection.connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.connection.execute("PRAGMA query_only = OFF")


@pytest.fixture
def takes_no_writes(db):
    """Let the database take no writes during a test."""
    with read_only():
        yield


@pytest.mark.parametrize("error", [OperationalError("away"), InterfaceError("closed"), OSError(errno.ENOSPC, "full")])
def test_error_of_a_database_or_a_disk_is_an_outage(error):
    assert is_outage(error)


def test_error_that_an_outage_led_to_is_one():
    try:
        try:
            raise OperationalError("locked")
        except OperationalError as error:
            raise TransactionManagementError("broken") from error
    except TransactionManagementError as error:
        assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        ValueError("odd"),
        IntegrityError("twice"),
        ProgrammingError("syntax"),
        DatabaseError("Forced update did not affect any rows."),
        FileNotFoundError(errno.ENOENT, "gone"),
        ConnectionResetError(errno.ECONNRESET, "reset"),
    ],
)
def test_error_of_a_statement_or_a_program_is_none(error):
    assert not is_outage(error)


@pytest.mark.django_db
def test_table_that_is_not_there_yet_is_an_outage():
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM engagements_of_tomorrow")
    assert is_outage(caught.value)


def test_write_to_a_read_only_database_is_an_outage(takes_no_writes):
    with pytest.raises(DatabaseError) as caught:
        factories.official()
    assert is_outage(caught.value)


@pytest.mark.parametrize("act", [cache.add, cache.set])
def test_cache_says_that_it_cannot_write(takes_no_writes, act):
    with pytest.raises(DatabaseError) as caught:
        act("key", "value")
    assert is_outage(caught.value)


def test_cache_keeps_and_adds_once(shared_cache):
    assert [cache.add("key", 1), cache.add("key", 2), cache.get("key")] == [True, False, 1]
    cache.set("key", 3)
    assert cache.get("key") == 3


def test_session_that_cannot_be_saved_is_no_log_out(db):
    session = SessionStore()
    session["seen"] = 1
    session.create()
    session["seen"] = 2
    with read_only(), pytest.raises(DatabaseError) as caught:
        session.save()
    assert is_outage(caught.value)


def test_session_that_was_ended_meanwhile_is_a_log_out(db):
    session = SessionStore()
    session.create()
    SessionStore(session.session_key).delete()
    with pytest.raises(UpdateError):
        session.save()


def test_log_in_to_a_read_only_database_is_answered_as_an_outage(takes_no_writes, client):
    client.raise_request_exception = False
    answer = client.post("/accounts/login/", {"login": "asha@example.org", "password": "seven quiet harbours"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "harbours" not in answer.content.decode()


def test_read_only_database_is_not_ready(takes_no_writes, client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, "failed")
