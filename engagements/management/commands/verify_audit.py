"""Verify by signatures and external checkpoints that the audit trail was neither altered nor truncated."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from engagements import audit, checkpoints
from engagements.checkpoints import Checkpoint
from engagements.errors import ActionRefused


class Command(BaseCommand):
    help = (
        "Check each row of the audit trail, its end, and the file of checkpoints; ends with an error where something "
        "does not hold or no checkpoint was written for two days."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--checkpoint", help="a line that write_checkpoint printed and that was kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            given = [Checkpoint.read(options["checkpoint"])] if options["checkpoint"] else []
        except ActionRefused as refused:
            raise CommandError(refused.message) from refused
        problems = [f"position {one.position}: {one.problem}" for one in audit.verify()]
        problems += checkpoints.problems_in_file(at=timezone.now()) + checkpoints.departures_from(given)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"The trail does not hold in {len(problems)} place(s).")
        self.stdout.write(f"rows: {audit.count()}")
        self.stdout.write("The trail is whole.")
