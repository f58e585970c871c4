"""What spares a process from asking a database over and over that has stopped answering."""

import time
from threading import Lock

# How long others are refused at once after somebody waited in vain.
REFUSED_SECONDS = 2


class CircuitBreaker:
    """Refuses for a moment after somebody waited in vain; then one caller tries, and the others are refused meanwhile.

    Without it, everybody who asks for a page would hold a thread for the whole time, and no thread would be left for
    those who need no database.
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
        """Return whether the caller may try now; while the database is suspect, one at a time may."""
        with self._lock:
            if self.is_refusing:
                return False
            if self._is_suspect:
                self._refuses_until = time.monotonic() + self.trial_seconds
            return True

    def waited_in_vain(self) -> None:
        """Note that the database did not answer in time."""
        with self._lock:
            self._is_suspect, self._refuses_until = True, time.monotonic() + REFUSED_SECONDS

    def answered(self) -> None:
        """Note that the database answers."""
        with self._lock:
            self._is_suspect, self._refuses_until = False, 0.0
