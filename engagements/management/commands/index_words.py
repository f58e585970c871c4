"""Rebuild the search index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from engagements.actions import indexing


class Command(BaseCommand):
    """Wraps `actions.indexing.rebuild_index`."""

    help = "Makes the words by which submissions are found anew from what is stored. Safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = indexing.rebuild_index()
        self.stdout.write(f"submissions indexed: {done}")
        if failed:
            raise CommandError(f"{failed} submission(s) could not be indexed; the log says why.")
