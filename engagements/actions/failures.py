"""Failures in loops over independent items: the one is passed over, logged and counted, and the others are done."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)


class FailureLog:
    """Counts the items of a loop that failed; `what` says in the log what was being done with each."""

    def __init__(self, what: str) -> None:
        self.what, self.count = what, 0

    @contextmanager
    def noted(self, item: object) -> Iterator[None]:
        """Pass over whatever goes wrong with an item; it is logged by its number or name, without what it holds.

        A database that is away is raised: nothing can be done with the other items either.
        """
        try:
            yield
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
                raise
            self.count += 1
            logger.exception("%s failed", self.what, extra={"fields": {"item": str(getattr(item, "pk", item))}})
