"""Prove that the audit trail was neither changed nor cut."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from engagements import audit
from engagements.audit import Checkpoint
from engagements.errors import Refused


class Command(BaseCommand):
    help = "Check the audit trail's chain of hashes; ends with an error where it does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--checkpoint", help="a line that this command printed earlier and that was kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [f"strand {one.strand}, position {one.position}: {one.problem}" for one in audit.verify()]
        problems += _departures(options["checkpoint"]) if options["checkpoint"] else []
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"The trail does not hold in {len(problems)} place(s).")
        self.stdout.write(f"rows: {audit.count()}")
        self.stdout.write(f"checkpoint: {audit.checkpoint()}")
        self.stdout.write("The trail is whole.")


def _departures(written: str) -> list[str]:
    try:
        return audit.departures_from(Checkpoint.read(written))
    except Refused as refused:
        raise CommandError(refused.message) from refused
