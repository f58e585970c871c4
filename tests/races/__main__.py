"""`make races`: 1,000 pairs of the same POST and 500 rounds of two officials, on SQLite and on PostgreSQL."""

import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from tests.races.races import double_clicks, lost_updates
from tests.site import running_site
from tools.postgresql import cluster, programs

PAIRS, ROUNDS = 1_000, 500


def main() -> int:
    """Run both races on each database; return 1 where one of them did not come out as it must."""
    folder = programs()
    if folder is None:
        sys.stderr.write("The programs of PostgreSQL are missing: apt-get install postgresql\n")
        return 2
    failed = False
    for name, server in (("sqlite", nullcontext("")), ("postgresql", cluster(folder))):
        with server as address, tempfile.TemporaryDirectory() as data:
            failed |= not raced(name, Path(data) / "data", database=address)
    return int(failed)


def raced(name: str, data: Path, *, database: str) -> bool:
    """Run both races on one database, print their figures, and return whether all is as it must be."""
    with running_site(data, database=database) as site:
        clicks = double_clicks(site, PAIRS)
        updates = lost_updates(site, ROUNDS)
    say(
        f"{name}: pairs={PAIRS} rows={clicks.left['rows']} twice={clicks.left['twice']} "
        f"acknowledged={clicks.left['mails']} 5xx={clicks.failures} audit_breaks={clicks.left['breaks']} "
        f"references_out_of_order={clicks.left['out_of_order']}"
    )
    say(
        f"{name}: rounds={ROUNDS} won={updates.left['taken_up']} twice={updates.left['twice']} "
        f"told={updates.statuses[302, 409]} 5xx={updates.failures} audit_breaks={updates.left['breaks']}"
    )
    wanted = {"rows": PAIRS, "mails": PAIRS, "expected": PAIRS, "twice": 0, "breaks": 0, "out_of_order": 0}
    all_won_once = updates.left == {"expected": ROUNDS, "taken_up": ROUNDS, "twice": 0, "breaks": 0}
    return clicks.left == wanted and all_won_once and updates.statuses == {(302, 409): ROUNDS}


def say(line: str) -> None:
    """Print a line of figures at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
