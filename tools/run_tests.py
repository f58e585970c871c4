"""`make test`: the suite on SQLite, all that uses the database on PostgreSQL, and the journeys in Chromium.

What this machine lacks is said at the end, and is an error when CI is set. One or more of the words
`sqlite`, `postgresql` and `journeys` run only that part; whatever follows `--` goes to pytest, and paths among
it stand in the place of the whole part.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tools import chromium
from tools.postgresql import cluster, programs

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = ["-n", "2"]
SUITE = ["tests", "--ignore=tests/journeys"]
JOURNEYS = ["tests/journeys"]
# Each process has a portal and a browser of its own; the journeys of one file share what the first has warmed up.
WHOLE_FILES = ["--dist", "loadfile"]
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Outcome:
    """How one part went: passed, failed or not run, and why."""

    part: str
    word: str
    reason: str = ""


def main(arguments: list[str]) -> int:
    """Run the parts asked for, or all; return the exit code."""
    wanted, extra = split(arguments)
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.stderr.write(f"Unknown: {', '.join(sorted(unknown))}. Choose from {', '.join(PARTS)}.\n")
        return 2
    outcomes = [run(extra) for part, run in PARTS.items() if part in (wanted or PARTS)]
    return conclude(outcomes, is_ci=is_ci())


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Split the arguments into names of parts and, after `--`, options for pytest."""
    if "--" not in arguments:
        return arguments, []
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]


def on_sqlite(extra: list[str]) -> Outcome:
    """Run the suite on SQLite, whatever DATABASE_URL says."""
    return pytest("sqlite", [*PROCESSES, *chosen(extra, SUITE)], DATABASE_URL="")


def on_postgresql(extra: list[str]) -> Outcome:
    """Run what uses the database on the PostgreSQL that DATABASE_URL names, or on a throw-away one."""
    given = os.environ.get("DATABASE_URL", "")
    folder = programs()
    if given.startswith("postgres"):
        server = nullcontext(given)
    elif folder:
        server = cluster(folder)
    else:
        return Outcome(
            "postgresql", "not run", "neither DATABASE_URL nor the programs of PostgreSQL; apt-get install postgresql"
        )
    with server as address:
        return pytest("postgresql", [*PROCESSES, "--database-only", *chosen(extra, SUITE)], DATABASE_URL=address)


def in_browser(extra: list[str]) -> Outcome:
    """Run the journeys in the installed Chromium."""
    path = chromium.executable()
    if not path:
        return Outcome("journeys", "not run", "no Chromium; apt-get install chromium, or name one in CHROMIUM")
    return pytest("journeys", [*PROCESSES, *WHOLE_FILES, *chosen(extra, JOURNEYS)], DATABASE_URL="", CHROMIUM=path)


def chosen(extra: list[str], whole: list[str]) -> list[str]:
    """Return what goes to pytest: the whole of a part, unless paths below `tests` were given."""
    return extra if any(argument.startswith("tests") for argument in extra) else [*whole, *extra]


PARTS: dict[str, Callable[[list[str]], Outcome]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "journeys": in_browser,
}


def pytest(part: str, arguments: list[str], **environment: str) -> Outcome:
    """Run pytest in a process of its own; an empty value takes a variable away."""
    say(f"\n=== {part} ===")
    began = time.monotonic()
    merged = {name: value for name, value in {**os.environ, **environment}.items() if value or name not in environment}
    code = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=merged).returncode
    took = f"{time.monotonic() - began:.0f} s"
    if code == NOTHING_COLLECTED:
        return Outcome(part, "failed", f"no tests were found; {took}")
    return Outcome(part, "failed" if code else "passed", took)


def conclude(outcomes: list[Outcome], *, is_ci: bool) -> int:
    """Say how each part went; a part that did not run counts as a failure in CI."""
    say("\n=== make test ===")
    for outcome in outcomes:
        say(f"{outcome.part:<12}{outcome.word.upper() if outcome.word != 'passed' else 'passed'}  {outcome.reason}")
    words = {outcome.word for outcome in outcomes}
    if "not run" in words:
        say("NOT EVERYTHING WAS TESTED: see the lines above." + (" In CI this is an error." if is_ci else ""))
    return 1 if "failed" in words or ("not run" in words and is_ci) else 0


def is_ci() -> bool:
    """Say whether this is a run where nothing may be missing."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def say(text: str) -> None:
    """Write a line in order with what pytest writes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
