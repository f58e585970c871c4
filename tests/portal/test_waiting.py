"""A PostgreSQL that hangs, or that somebody has locked, is waited for no longer than the limits say."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from portal.addresses import database_from
from portal.postgresql import base, limits
from portal.postgresql.circuit import CircuitBreaker
from tests.outages.relay import Relay, relay

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="SQLite is a file: it does not hang"
    ),
]


@pytest.fixture
def short(settings, monkeypatch) -> None:
    """Make waiting short, and leave nothing suspect from one test to the next."""
    settings.DATABASE_COMMAND_LIMIT = 1
    monkeypatch.setattr(limits, "CONNECT_SECONDS", 1)
    monkeypatch.setattr(limits, "GRACE_SECONDS", 1)
    monkeypatch.setattr(base, "circuit", CircuitBreaker(trial_seconds=2))


@pytest.fixture
def behind(short) -> Iterator[tuple[Relay, Any]]:
    """Yield a relay, and a connection that leads through it."""
    with relay(os.environ["DATABASE_URL"]) as (through, address):
        made = base.DatabaseWrapper(connection.settings_dict | database_from(address + "?connect_timeout=1"))
        try:
            yield through, made
        finally:
            made.close()


def ask(through: Any, statement: str = "SELECT 1") -> list[Any]:
    with through.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_connecting_to_a_server_that_does_not_answer_ends(behind):
    through, database = behind
    with through.silent(), pytest.raises(OperationalError, match="connection timeout expired"):
        ask(database)


def test_statement_on_a_connection_that_falls_silent_ends_and_the_connection_with_it(behind):
    through, database = behind
    assert ask(database) == [(1,)]
    with through.silent():
        with pytest.raises(OperationalError, match="the database did not answer in time"):
            ask(database)
        assert database.connection.closed
        assert not database.is_usable()
    database.close()
    base.circuit.answered()
    assert ask(database) == [(1,)]


def test_others_are_refused_at_once_after_one_waited_in_vain(behind):
    through, database = behind
    with through.silent():
        with pytest.raises(OperationalError, match="connection timeout expired"):
            ask(database)
        with pytest.raises(OperationalError, match="the database did not answer a moment ago"):
            ask(database)


def test_one_tries_again_while_the_others_are_refused():
    circuit = CircuitBreaker(trial_seconds=60)
    assert circuit.may_try()
    assert circuit.may_try()
    circuit.waited_in_vain()
    assert not circuit.may_try()
    circuit._refuses_until = 0.0
    assert [circuit.may_try(), circuit.may_try()] == [True, False]
    circuit.answered()
    assert [circuit.may_try(), circuit.may_try()] == [True, True]


def test_server_ends_a_statement_that_takes_too_long(behind):
    _through, database = behind
    with pytest.raises(OperationalError, match="statement timeout"):
        ask(database, "SELECT pg_sleep(60)")
    assert ask(database) == [(1,)]


def test_server_ends_a_wait_for_a_lock(behind):
    _through, database = behind
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("SELECT pg_advisory_xact_lock(1)")
        with pytest.raises(OperationalError, match="lock timeout"):
            ask(database, "SELECT pg_advisory_xact_lock(1)")


def test_server_is_told_the_limits_of_pages_and_of_commands(settings, monkeypatch):
    settings.DATABASE_PAGE_LIMIT, settings.DATABASE_COMMAND_LIMIT = 10, 600
    commands = "-c statement_timeout=600000 -c lock_timeout=60000 -c idle_in_transaction_session_timeout=3600000"
    pages = "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"

    monkeypatch.setattr(limits, "_pages", [])
    assert limits.server_options() == commands
    limits.serve_pages()
    assert limits.server_options() == pages


def test_options_of_the_address_count_more():
    made = base.DatabaseWrapper(connection.settings_dict | {"OPTIONS": {"options": "-c lock_timeout=7"}})
    assert made.get_connection_params()["options"].endswith(" -c lock_timeout=7")
