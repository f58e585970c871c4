"""Failures in loops over independent items: log and count each one, and continue with the others."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)


class FailureLog:
    """Counts the items of a loop that failed; `what` describes the work in the log."""

    def __init__(self, what: str) -> None:
        self.what, self.count = what, 0

    @contextmanager
    def noted(self, item: object) -> Iterator[None]:
        """Suppress and log any exception raised for an item, by its id or name and without its content.

        Re-raises if the database connection is lost, since every other item would fail, too.
        """
        try:
            yield
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
                raise
            self.count += 1
            logger.exception("%s failed", self.what, extra={"fields": {"item": str(getattr(item, "pk", item))}})
