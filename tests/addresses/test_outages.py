"""Every address, while one of its statements fails: the page for it comes, whoever catches errors on the way."""

from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client

from engagements.choices import Role
from tests import factories
from tests.addresses.people import own
from tests.addresses.routes import Address, addresses
from tests.addresses.world import World

pytestmark = pytest.mark.django_db

# A process asks these; they answer in words of their own.
FOR_MACHINES = ("healthz", "readyz")


def official(world: World) -> Client:
    """An official with every role."""
    client = Client()
    client.force_login(factories.official(*Role))
    return client


class Failing:
    """Counts statements where they go to the driver, below whatever the portal does about them; one may fail there."""

    def __init__(self) -> None:
        self.made, self.fails_at = 0, -1

    def __enter__(self) -> None:
        self.usual, self.made = CursorWrapper._execute, 0
        CursorWrapper._execute = lambda cursor, *statement: self.execute(cursor, *statement)

    def __exit__(self, *_: object) -> None:
        CursorWrapper._execute = self.usual

    def execute(self, cursor: Any, sql: str, *more: Any) -> Any:
        # Django itself takes a constraint that it could not check for one that holds; the database checks it again.
        is_check = '"_check"' in sql
        if is_check or sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return self.usual(cursor, sql, *more)
        self.made += 1
        if self.made - 1 == self.fails_at:
            raise OperationalError("the server closed the connection unexpectedly")
        return self.usual(cursor, sql, *more)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("person", [own, official])
def test_addresses_answer_a_failing_database_with_the_page_for_it(person, method):
    world = World()
    client = person(world)
    client.raise_request_exception = False
    asked = [one for one in addresses(world) if one.route not in FOR_MACHINES]

    found = {f"{one.name} at {place}": status for one in asked for place, status in _statuses(client, method, one)}

    assert found
    assert {name: status for name, status in found.items() if status != 503} == {}


def _statuses(client: Client, method: str, address: Address) -> list[tuple[int, int]]:
    """Return the status of an address where the first, the middle and the last of its statements fails."""
    statements = Failing()
    _ask(client, method, address, statements)
    places = sorted({0, statements.made // 2, statements.made - 1}) if statements.made else []
    found = []
    for statements.fails_at in places:
        status = _ask(client, method, address, statements)
        # Something was remembered since the first time, and there was no such statement.
        found += [(statements.fails_at, status)] if statements.made > statements.fails_at else []
    return found


def _ask(client: Client, method: str, address: Address, statements: Failing) -> int:
    """Ask for an address, undo what it did, and return the status."""
    before, is_whole = SimpleCookie(client.cookies.output(header="", sep=";")), False
    with transaction.atomic():
        # What streams is broken off: the browser sees that it is not whole.
        with statements, suppress(OperationalError):
            answer: Any = client.generic(method, address.path, content_type="application/x-www-form-urlencoded")
            list(answer.streaming_content if answer.streaming else [])
            is_whole = True
        transaction.set_rollback(True)
    client.cookies = before
    cache.clear()
    return answer.status_code if is_whole else 503
