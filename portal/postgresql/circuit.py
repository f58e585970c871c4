"""Circuit breaker for a database that does not respond."""

import time
from threading import Lock

# How long callers are refused after a timeout.
REFUSED_SECONDS = 2


class CircuitBreaker:
    """Refuses callers for a short time after a timeout; then one caller tries while the others are refused.

    Without it, every request would block a thread for the full timeout, and no thread would be left for requests that
    need no database.
    """

    def __init__(self, *, trial_seconds: float) -> None:
        self.trial_seconds = trial_seconds
        self._lock = Lock()
        self._is_suspect = False
        self._refuses_until = 0.0

    @property
    def is_refusing(self) -> bool:
        """Whether a caller would be refused now."""
        return time.monotonic() < self._refuses_until

    def may_try(self) -> bool:
        """Return whether the caller may try now; after a timeout, one at a time may."""
        with self._lock:
            if self.is_refusing:
                return False
            if self._is_suspect:
                self._refuses_until = time.monotonic() + self.trial_seconds
            return True

    def waited_in_vain(self) -> None:
        """Record a timeout."""
        with self._lock:
            self._is_suspect, self._refuses_until = True, time.monotonic() + REFUSED_SECONDS

    def answered(self) -> None:
        """Record a response."""
        with self._lock:
            self._is_suspect, self._refuses_until = False, 0.0
