"""Deliver due emails, once or continuously."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from engagements.choices import DeliveryStatus
from engagements.mail import outbox
from engagements.management.watching import IsToldToStop, repeat

PAUSE_SECONDS = 5
STATES = (DeliveryStatus.SENT, DeliveryStatus.QUEUED, DeliveryStatus.FAILED)


class Command(BaseCommand):
    help = "Deliver the mail that is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until stopped, looking every few seconds")

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        if watch:
            repeat(self._deliver, pause_seconds=PAUSE_SECONDS, say=self.stderr.write)
        else:
            self._deliver(lambda: False)

    def _deliver(self, is_told_to_stop: IsToldToStop) -> None:
        outcome = outbox.deliver_due(is_told_to_stop=is_told_to_stop)
        if outcome:
            self.stdout.write(" ".join(f"{status}={outcome[status]}" for status in STATES))
