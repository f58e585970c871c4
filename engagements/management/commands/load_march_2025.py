"""Load the sessions of March 2025 and the reference data, optionally with illustrative submissions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from engagements.seeds.march_2025 import load, replay


class Command(BaseCommand):
    help = (
        "Load the sessions of March 2025, and the reference data where it is missing. "
        "Can be repeated: what is there already stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--with-examples", action="store_true", help="and illustrative submissions, marked as such")

    def handle(self, *args: Any, with_examples: bool, verbosity: int, **options: Any) -> None:
        added = load.load_sessions(at=timezone.now())
        if with_examples:
            added |= replay.load_examples(at=timezone.now())
        if verbosity:
            counts = [f"{count} {name.replace('_', ' ')}" for name, count in added.items()]
            self.stdout.write(f"Added: {', '.join(counts)}")
