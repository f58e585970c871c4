"""`make restarts` and `make slow-visitors`: what becomes of other people's requests meanwhile, in figures."""

import sys
import tempfile
import time
from pathlib import Path

from tests.server.restarts import VISITORS, WAYS, visitors
from tests.server.served import prepared, served
from tests.server.slow import KINDS, longest_wait, slow

RESTARTS = 3
SECONDS_BETWEEN = 3
COUNTS = (8, 40, 200)
HANG = 5


def restarts(folder: Path, environment: dict[str, str]) -> bool:
    """Restart in each way under twenty visitors, print the figures, and return whether all is as it must be."""
    is_good = True
    for way, act in WAYS.items():
        for keep_alive in (False, True):
            with served(folder, environment, TRUSTED_PROXY_COUNT="1", LOG_LEVEL="ERROR") as server:
                server.told()
                with visitors(server, keep_alive=keep_alive) as asked:
                    for _ in range(RESTARTS):
                        time.sleep(SECONDS_BETWEEN)
                        act(server)
                    time.sleep(SECONDS_BETWEEN)
            say(
                f"{way}: restarts={RESTARTS} visitors={VISITORS} keep_alive={'yes' if keep_alive else 'no'} "
                f"answered={asked.answered} failed={len(asked.failures)} longest_wait={asked.longest:.1f}s"
            )
            is_good &= bool(asked.failures) == (way == "stop-and-start")
    return is_good


def slow_visitors(folder: Path, environment: dict[str, str]) -> bool:
    """Let slow visitors hold the server, and print how long others wait; first with the worker of gunicorn alone."""
    is_good = True
    for worker in ("gthread", "portal.worker.PatientWorker"):
        with served(folder, environment, "--worker-class", worker, TRUSTED_PROXY_COUNT="1") as server:
            longest_wait(server, most=HANG)
            for kind in KINDS:
                for count in COUNTS:
                    with slow(server, kind, count):
                        waited = longest_wait(server, most=HANG)
                    is_held = waited >= HANG
                    said = f"over {HANG}s" if is_held else f"{waited:.2f}s"
                    say(f"{worker}: {kind} visitors={count} longest_wait_of_others={said}")
                    is_good &= worker == "gthread" or not is_held
    return is_good


def say(line: str) -> None:
    """Print a line of figures at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


MEASURES = {"restarts": restarts, "slow-visitors": slow_visitors}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.exit(0 if MEASURES[sys.argv[1]](Path(name), prepared(Path(name))) else 1)
