"""Django's PostgreSQL backend with a limit on every wait (docs/decisions/0023).

The server itself aborts long statements and lock waits. A server that no longer responds cannot, so the client applies
the same limit.
"""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import errors

from portal.postgresql import limits
from portal.postgresql.circuit import CircuitBreaker

# One per process, so that all threads share what one of them finds out.
circuit = CircuitBreaker(trial_seconds=limits.CONNECT_SECONDS + 1)


class NoAnswer(psycopg.OperationalError):
    """Raised if the database did not respond in time."""


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed if the server does not respond in time."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.patience: float = limits.statement_seconds() + limits.GRACE_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Run one operation to its end; psycopg calls this for every wait."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except errors._WaitTimeout as late:
            # A late response would be taken for that of the next statement.
            self.close()
            circuit.waited_in_vain()
            raise NoAnswer("the database did not answer in time") from late


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection wrapper, with limits and circuit breaker."""

    # Django takes the connect function and the exceptions to translate from here.
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
        """Return whether a persistent connection still works; Django asks before a request's first statement."""
        if circuit.is_refusing or self.connection is None:
            return False
        usual = self.connection.patience
        self.connection.patience = limits.CONNECT_SECONDS
        try:
            return bool(super().is_usable())
        finally:
            self.connection.patience = usual
