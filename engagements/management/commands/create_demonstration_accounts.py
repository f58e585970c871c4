"""Create the demonstration's accounts: one for each role, and a second officer."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from engagements.actions import officials
from engagements.rules.actors import Actor
from engagements.seeds.march_2025 import accounts


class Command(BaseCommand):
    help = "Create the demonstration's log-ins, all with its well-known password. Refuses outside a demonstration."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        password = settings.DEMONSTRATION_PASSWORD
        if not (settings.DEMONSTRATION and password):
            raise CommandError("Only a demonstration has log-ins with a well-known password: set DEMONSTRATION=1.")
        at = timezone.now()
        with transaction.atomic():
            opened = accounts.open_all(at=at)
            for official in opened.values():
                officials.activate_official(official, password=password, by=Actor.system("demonstration"), at=at)
        if verbosity:
            for official in opened.values():
                self.stdout.write(f"{official.email:<32}{official.designation}")
