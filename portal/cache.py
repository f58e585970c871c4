"""Cache in the database, shared by all processes."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction

from portal.outage import is_outage


class SharedCache(DatabaseCache):
    """Database cache that raises on failed writes during an outage.

    Django's own ignores them, so that a sign-in that could not be counted would look like one too many.
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

        # This outer transaction commits outside of Django's exception handling, which hides errors.
        with transaction.atomic(using=alias), connections[alias].execute_wrapper(note):
            is_written = bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        for failure in failures:
            if is_outage(failure):
                raise failure
        return is_written
