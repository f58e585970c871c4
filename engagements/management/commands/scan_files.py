"""Scan files that were not scanned on upload. Run hourly if a virus scanner is configured."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from engagements.actions import file_maintenance


class Command(BaseCommand):
    help = "Scan the attached files that were not scanned when they came."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CLAMD:
            raise CommandError("CLAMD is not set: say where the virus scanner listens.")
        scanned = file_maintenance.scan_files()
        self.stdout.write(f"clean={scanned.clean} infected={scanned.infected} left={scanned.left}")
        if scanned.left:
            raise CommandError("The scanner did not judge every file. Is it running?")
