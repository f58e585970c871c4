"""Find campaigns among submissions, once or continuously."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from engagements.actions import campaign_detection
from engagements.management.watching import repeat
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
            campaign_detection.note_missing(one)
            if rebuild:
                campaign_detection.reset_fingerprints(one)
        failed = self._compare(chosen)
        if watch:
            repeat(lambda _is_told_to_stop: self._compare(), pause_seconds=PAUSE_SECONDS, say=self.stderr.write)
        elif failed:
            raise CommandError(f"{failed} text(s) could not be compared; the log says why.")

    def _chosen(self, slug: str | None) -> tuple[Consultation, ...]:
        found = Consultation.objects.order_by("pk")
        chosen = tuple(found.filter(slug=slug) if slug else found)
        if slug and not chosen:
            raise CommandError(f"There is no consultation “{slug}”.")
        return chosen

    def _compare(self, chosen: tuple[Consultation, ...] = ()) -> int:
        found = campaign_detection.compare_waiting(at=timezone.now(), consultations=chosen)
        if found.texts:
            self.stdout.write(f"compared={found.texts} alike={found.alike}")
        return found.failed
