"""Compare stored files with the database: delete orphaned files, report missing ones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from engagements.actions import file_maintenance


class Command(BaseCommand):
    help = "Delete stored files that no row names, a day after they came; ends with an error where a file is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted, and delete nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        found = file_maintenance.compare_folder(at=at) if dry_run else file_maintenance.delete_orphans(at=at)
        self.stdout.write(f"{'would delete' if dry_run else 'deleted'}: files={len(found.orphans)}")
        for name in found.missing:
            self.stderr.write(f"missing: {name}")
        if found.failed:
            self.stderr.write(f"could not be deleted: files={found.failed}; the log says why")
        if found.missing:
            raise CommandError(f"{len(found.missing)} file(s) are missing. Restore them from the backup.")
        if found.failed:
            raise CommandError("Not every file could be deleted.")
