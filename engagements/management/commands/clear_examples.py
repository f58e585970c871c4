"""Remove the illustrative submissions with their ventures, contacts, drafts and emails."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from engagements.actions import examples
from engagements.rules.actors import Actor


class Command(BaseCommand):
    help = "Remove the illustrative examples and nothing else."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        removed = examples.delete_examples(by=Actor.system("clear_examples"), at=timezone.now())
        if verbosity:
            counts = [f"{count} {name}" for name, count in removed.items()]
            self.stdout.write(f"Removed: {', '.join(counts)}")
