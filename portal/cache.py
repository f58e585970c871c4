"""The cache that all processes share, in the database."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction

from portal.outage import is_outage


class SharedCache(DatabaseCache):
    """Django's cache in the database, except that a write which the database cannot take is an error.

    Django's own says nothing of it: then a log-in that could not be counted looks like one too many.
    """

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        alias = router.db_for_write(self.cache_model_class)
        failures: list[DatabaseError] = []

        def note(execute: Any, *statement: Any) -> Any:
            try:
                return execute(*statement)
            except DatabaseError as error:
                failures.append(error)
                raise

        # The transaction around Django's is committed outside of what keeps silent.
        with transaction.atomic(using=alias), connections[alias].execute_wrapper(note):
            is_written = bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        for failure in failures:
            if is_outage(failure):
                raise failure
        return is_written
