"""Write a checkpoint of the audit trail outside the database. Run daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from engagements import checkpoints
from engagements.errors import ActionRefused


class Command(BaseCommand):
    help = (
        "Add the checkpoint of this moment to the file in AUDIT_CHECKPOINTS, and print its line to be mailed or kept."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = checkpoints.write(at=timezone.now())
        except ActionRefused as refused:
            raise CommandError(refused.message) from refused
        except OSError as error:
            raise CommandError(f"{checkpoints.file()} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(str(written))
