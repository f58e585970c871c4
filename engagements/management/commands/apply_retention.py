"""Delete expired drafts with their files, links, counters and spreadsheet rows. Run daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from engagements.actions import retention


class Command(BaseCommand):
    help = "Delete drafts that are no longer kept, with their files, links that are over, old counts, rows of sheets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what would be deleted, and delete nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        expired = retention.find_expired_records(at=at) if dry_run else retention.delete_expired_records(at=at)
        counted = f"drafts={expired.drafts} files={expired.files} links={expired.links} counts={expired.counts} "
        counted += f"sheets={expired.sheets}"
        self.stdout.write(f"{'would delete' if dry_run else 'deleted'}: {counted}")
        if expired.failed:
            raise CommandError(f"{expired.failed} draft(s) or sheet(s) could not be deleted; the log says why.")
