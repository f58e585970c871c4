"""Remind of drafts whose consultation is about to close; run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from engagements.actions import reminders


class Command(BaseCommand):
    help = "Mail a reminder for each unsent draft whose consultation closes within three days; each once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be mailed, and mail nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        planned = reminders.plan(at=at)
        for reminder in planned:
            if reminder.why_not:
                self.stdout.write(f"{reminder.draft}: no mail, {reminder.why_not}")
        if dry_run:
            due = sum(not reminder.why_not for reminder in planned)
            self.stdout.write(f"would remind={due} of drafts={len(planned)}")
            return
        self.stdout.write(f"reminded={reminders.carry_out(planned, at=at)} of drafts={len(planned)}")
