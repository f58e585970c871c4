"""`make outages`: what people see, and what is lost, while database or disk are away, on SQLite and on PostgreSQL."""

import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from tests.outages.outages import all_outages
from tools.postgresql import cluster, programs


def main() -> int:
    """Go through the outages on each database and print the figures; return 1 where something was lost."""
    folder = programs()
    if folder is None:
        sys.stderr.write("The programs of PostgreSQL are missing: apt-get install postgresql\n")
        return 2
    failed = False
    for name, server in (("sqlite", nullcontext("")), ("postgresql", cluster(folder))):
        with server as address, tempfile.TemporaryDirectory() as home:
            for outage, outcome in all_outages(Path(home), server=address):
                sys.stdout.write(f"{name} {outage}: {outcome}\n" + "".join(f"  {line}\n" for line in outcome.wrong))
                sys.stdout.flush()
                failed |= bool(outcome.wrong) or outcome.stored != outcome.acknowledged
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
