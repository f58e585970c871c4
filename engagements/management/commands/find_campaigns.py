"""Find the campaigns among the submissions, once or for as long as the process lives."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from engagements.actions import comparing
from engagements.models import Consultation

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Compare the texts of submissions that were not compared yet, and find campaigns among them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--consultation", metavar="slug", help="only this one")
        parser.add_argument("--rebuild", action="store_true", help="compare all texts anew; what persons decided stays")
        parser.add_argument("--watch", action="store_true", help="go on until stopped, looking every few seconds")

    def handle(
        self, *args: Any, consultation: str | None = None, rebuild: bool = False, watch: bool = False, **options: Any
    ) -> None:
        chosen = self._chosen(consultation)
        for one in chosen:
            comparing.note_missing(one)
            if rebuild:
                comparing.begin_anew(one)
        self._compare(chosen)
        if watch:
            self._watch()

    def _chosen(self, slug: str | None) -> tuple[Consultation, ...]:
        found = Consultation.objects.order_by("pk")
        chosen = tuple(found.filter(slug=slug) if slug else found)
        if slug and not chosen:
            raise CommandError(f"There is no consultation “{slug}”.")
        return chosen

    def _compare(self, chosen: tuple[Consultation, ...] = ()) -> None:
        found = comparing.compare_waiting(at=timezone.now(), consultations=chosen)
        if found.texts:
            self.stdout.write(f"compared={found.texts} alike={found.alike}")

    def _watch(self) -> None:
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        while not stopped.wait(PAUSE_SECONDS):
            try:
                self._compare()
            except (DatabaseError, InterfaceError) as error:
                # A database that is away comes back; the texts wait in it meanwhile.
                self.stderr.write(f"database away: {type(error).__name__}")
            connection.close()
