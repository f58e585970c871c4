"""Send reminders of unsent drafts before closing, and daily digests to officials. Run daily."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from engagements.actions import digests, reminders


class Command(BaseCommand):
    help = (
        "Mail a reminder for each unsent draft whose consultation closes within three days, each once; "
        "and to each official one mail a day of what is due in three days, today or overdue."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be mailed, and mail nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        failed = self.remind_of_drafts(at, dry_run=dry_run) + self.remind_officials(at, dry_run=dry_run)
        if failed:
            raise CommandError(f"{failed} reminder(s) could not be mailed; the log says why.")

    def remind_of_drafts(self, at: datetime, *, dry_run: bool) -> int:
        """Queue reminders of drafts and report those skipped with the reason; return the number of failures."""
        planned = reminders.plan_reminders(at=at)
        for reminder in planned:
            if reminder.why_not:
                self.stdout.write(f"{reminder.draft}: no mail, {reminder.why_not}")
        if dry_run:
            due = sum(not reminder.why_not for reminder in planned)
            self.stdout.write(f"would remind={due} of drafts={len(planned)}")
            return 0
        mailed, failed = reminders.queue_reminders(planned, at=at)
        self.stdout.write(f"reminded={mailed} of drafts={len(planned)}")
        return failed

    def remind_officials(self, at: datetime, *, dry_run: bool) -> int:
        """Queue digests for officials and report each with its counts or the reason; return the number of failures.

        Accounts are named by id.
        """
        planned = digests.plan_digests(at=at)
        for digest in planned:
            said = f"no mail, {digest.why_not}" if digest.why_not else digest.counts
            self.stdout.write(f"Official {digest.official.pk}: {said}")
        if dry_run:
            due = sum(not digest.why_not for digest in planned)
            self.stdout.write(f"would remind={due} of officials={len(planned)}")
            return sum(digest.is_broken for digest in planned)
        mailed, failed = digests.queue_digests(planned, at=at)
        self.stdout.write(f"reminded={mailed} of officials={len(planned)}")
        return failed
