"""Deliver the mail that is due, once or for as long as the process lives."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from engagements.mail import outbox

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Deliver the mail that is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until stopped, looking every few seconds")

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        if not watch:
            self._deliver()
            return
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        while not stopped.is_set():
            self._deliver_or_wait()
            stopped.wait(PAUSE_SECONDS)

    def _deliver(self) -> None:
        outcome = outbox.deliver_due(at=timezone.now())
        if any(outcome.values()):
            self.stdout.write(" ".join(f"{status}={count}" for status, count in outcome.items()))

    def _deliver_or_wait(self) -> None:
        """A database that is away comes back, a full disk is emptied; the mails wait meanwhile."""
        try:
            self._deliver()
        except (DatabaseError, InterfaceError, OSError) as error:
            self.stderr.write(f"database or disk away: {type(error).__name__}")
        connection.close()
