"""Acts that are started at one moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Start all at the same moment, each on a connection of its own, and return what came of each.

    SQLite lets one writer in at a time, and its database in memory has no waiting: there they follow one another.
    """
    if connection.vendor != "postgresql":
        return [act() for act in acts]
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as runners:
        return list(runners.map(run, acts))
