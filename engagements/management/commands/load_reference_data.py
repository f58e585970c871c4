"""Load the reference data of every portal: lists, policy pages, reply templates."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from engagements.seeds.reference import load


class Command(BaseCommand):
    help = (
        "Load lists, reply templates and the texts of the policy pages, as drafts that officials complete and publish. "
        "Can be repeated: what was loaded before stays as it is."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        added = load.load_reference(at=timezone.now())
        if verbosity:
            counts = [f"{count} {name.replace('_', ' ')}" for name, count in added.items()]
            self.stdout.write(f"Added: {', '.join(counts)}")
