"""`python -m tests.literal [sqlite|postgresql] [--whole]`: do what docs/operating.md says, and use what comes of it."""

import argparse
import os
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tests.literal.machine import Failed
from tests.literal.page import DATABASES
from tests.literal.walk import start_and_use
from tools.postgresql import cluster, programs


def main(arguments: list[str]) -> int:
    """Start on each database asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.literal", description=__doc__)
    parser.add_argument(
        "databases", nargs="*", metavar="database", help="sqlite or postgresql; both where none is named"
    )
    parser.add_argument("--whole", action="store_true", help="install the packages anew instead of using .venv")
    given = parser.parse_args(arguments)
    if set(given.databases) - set(DATABASES):
        parser.error(f"choose from {', '.join(DATABASES)}")
    return max([started(kind, is_whole=given.whole) for kind in given.databases or DATABASES])


def started(kind: str, *, is_whole: bool) -> int:
    """Start on one database, say what was seen, and return the exit code."""
    server = server_for(kind)
    if server is None:
        sys.stdout.write(f"{kind}: NOT RUN, neither DATABASE_URL nor the programs of PostgreSQL\n")
        return 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portal-literal-") as empty, server as address:
        try:
            seen = start_and_use(Path(empty) / "home", database=address, is_whole=is_whole)
        except Failed as failed:
            sys.stdout.write(f"{kind}: FAILED\n{failed}\n")
            return 1
    lines = "".join(f"  {line}\n" for line in seen)
    sys.stdout.write(f"{kind}: as the page says, in {time.monotonic() - began:.0f} s\n{lines}")
    sys.stdout.flush()
    return 0


def server_for(kind: str) -> AbstractContextManager[str] | None:
    """Return a server of the kind to start on, a throw-away one where its programs are installed; None without any."""
    if kind == "sqlite":
        return nullcontext("")
    folder, given = programs(), os.environ.get("DATABASE_URL", "")
    if folder:
        return cluster(folder)
    return nullcontext(given) if given.startswith("postgres") else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
