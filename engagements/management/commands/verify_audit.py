"""Prove that the audit trail was neither changed nor cut."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from engagements import audit
from engagements.models import AuditChain


class Command(BaseCommand):
    help = "Check the audit trail's chain of hashes; ends with an error where it does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = audit.verify()
        for problem in breaks:
            self.stderr.write(f"strand {problem.strand}, position {problem.position}: {problem.problem}")
        if breaks:
            raise CommandError(f"The trail does not hold in {len(breaks)} place(s).")
        for chain in AuditChain.objects.all():
            self.stdout.write(f"strand {chain.strand}: {chain.length} rows, head {chain.head}")
        self.stdout.write("The trail is whole.")
