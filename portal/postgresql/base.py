"""Django's PostgreSQL backend, which waits for no answer longer than a limit (docs/decisions/0023).

The server ends a statement or a wait for a lock itself. A server that says nothing any more cannot, so the same time is
counted here as well.
"""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import errors

from portal.postgresql import limits
from portal.postgresql.circuit import CircuitBreaker

# One for the process: what one thread has found out, the others need not find out again.
circuit = CircuitBreaker(trial_seconds=limits.CONNECT_SECONDS + 1)


class NoAnswer(psycopg.OperationalError):
    """The database did not answer in time."""


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed when the server does not answer in time."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.patience: float = limits.statement_seconds() + limits.GRACE_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Run one operation to its end; psycopg calls this whenever it has something to wait for."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except errors._WaitTimeout as late:
            # Its answer, should it come, would be taken for that of the next statement.
            self.close()
            circuit.waited_in_vain()
            raise NoAnswer("the database did not answer in time") from late


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    # Django takes the function that connects, and the errors that it translates, from here.
    Database: Any = SimpleNamespace(**vars(psycopg) | {"connect": BoundedConnection.connect})

    def get_connection_params(self) -> dict[str, Any]:
        parameters = super().get_connection_params()
        own = parameters.get("options", "")
        return parameters | {"options": f"{limits.server_options()} {own}".strip()}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not circuit.may_try():
            raise NoAnswer("the database did not answer a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
        except errors.ConnectionTimeout:
            circuit.waited_in_vain()
            raise
        circuit.answered()
        return connection

    def is_usable(self) -> bool:
        """Say whether a connection that was kept is still good: Django asks before the first statement of a page."""
        if circuit.is_refusing or self.connection is None:
            return False
        usual = self.connection.patience
        self.connection.patience = limits.CONNECT_SECONDS
        try:
            return bool(super().is_usable())
        finally:
            self.connection.patience = usual
