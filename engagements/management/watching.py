"""Commands that go on for as long as their process lives: they stop when told to, and outlive what goes wrong."""

import logging
import signal
import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection

logger = logging.getLogger(__name__)

IsToldToStop = Callable[[], bool]


def repeat(work: Callable[[IsToldToStop], object], *, pause_seconds: float, say: Callable[[str], None]) -> None:
    """Work again and again until a signal comes; the work asks between its items whether it has.

    A database that is away comes back, a full disk is emptied, and what is to be done waits meanwhile; any other
    failure is logged.
    """
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.is_set():
        try:
            work(stopped.is_set)
        except (DatabaseError, InterfaceError, OSError) as error:
            say(f"database or disk away: {type(error).__name__}")
        except Exception:
            logger.exception("a round of work failed")
        connection.close()
        stopped.wait(pause_seconds)
