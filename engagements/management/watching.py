"""Loop for long-running commands: stops on a signal, survives failures."""

import logging
import signal
import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection

logger = logging.getLogger(__name__)

IsToldToStop = Callable[[], bool]


def repeat(work: Callable[[IsToldToStop], object], *, pause_seconds: float, say: Callable[[str], None]) -> None:
    """Call `work` repeatedly until SIGTERM or SIGINT; it is given a function that tells whether to stop.

    Database and disk errors are reported and retried, since they are temporary; any other exception is logged.
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
