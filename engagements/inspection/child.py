"""Run file parsers in a child process: few at once, with limits, without settings, secrets or files.

Its output is not trusted, since it has parsed untrusted bytes. It runs in its own process group, which is killed as a
whole.
"""

import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from engagements.errors import ActionRefused
from engagements.inspection.parsers.faults import FileFault
from engagements.inspection.sentences import sentence_of

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
# CPU and memory limits are set by the child itself, see `parsers.program`.
SECONDS = 30.0
AT_ONCE, WAIT_SECONDS, LOOK_SECONDS = 2, 6.0, 0.05
ANSWER_MAX = 16 * 1024 * 1024

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop()); from engagements.inspection.parsers.program import main; main()"
)
# Keep one thread of each process free for requests without files.
_threads = threading.BoundedSemaphore(max(settings.WEB_THREADS - 1, 1))


def answer_of(task: str, body: bytes) -> dict[str, Any]:
    """Run a task of `parsers.program` on some bytes in a child process and return its answer.

    Raises ActionRefused if the file has a fault, exceeds the limits of time or memory, or too many are being read.
    """
    with _turn():
        said = _said(task, body)
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        answer = {"fault": FileFault.TOO_COSTLY}
    if not isinstance(answer, dict):
        answer = {"fault": FileFault.TOO_COSTLY}
    if "fault" in answer:
        fault = next((each for each in FileFault if each == answer["fault"]), FileFault.TOO_COSTLY)
        log.info("A file was refused: %s (task “%s”)", fault.value, task)
        raise ActionRefused(sentence_of(fault))
    return answer


def _said(task: str, body: bytes) -> bytes:
    """Return the child's output; incomplete or empty if it was killed."""
    child = subprocess.Popen(  # noqa: S603 - the command contains no user input
        [sys.executable, "-I", "-B", "-c", _START, task, str(ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
        start_new_session=True,
    )
    assert child.stdin and child.stdout  # noqa: S101 - both are pipes
    alarm = threading.Timer(SECONDS, _end, [child])
    alarm.start()
    try:
        with suppress(BrokenPipeError):
            child.stdin.write(body)
            child.stdin.close()
        said = child.stdout.read(ANSWER_MAX)
    finally:
        alarm.cancel()
        alarm.join()
        _end(child)
        child.stdout.close()
        with suppress(BrokenPipeError):
            child.stdin.close()
        child.wait()
    return said


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill a child that has not been waited for, and its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


@contextmanager
def _turn() -> Iterator[None]:
    """Acquire one of the slots shared by all processes; raise ActionRefused after WAIT_SECONDS."""
    if not _threads.acquire(blocking=False):
        raise ActionRefused(_busy())
    try:
        with _place():
            yield
    finally:
        _threads.release()


@contextmanager
def _place() -> Iterator[None]:
    folder = Path(settings.FILE_LOCKS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    until = time.monotonic() + WAIT_SECONDS
    places = [folder / f"file-{number}" for number in range(AT_ONCE)]
    files = [os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for place in places]
    try:
        while not any(_is_locked(file) for file in files):
            if time.monotonic() > until:
                raise ActionRefused(_busy())
            time.sleep(LOOK_SECONDS)
        yield
    finally:
        # Closing releases the lock, as does the end of this process.
        for file in files:
            os.close(file)


def _is_locked(file: int) -> bool:
    """Try to lock a file and return whether that succeeded; the system releases the lock if this process dies."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy() -> str:
    return _("Many files are being checked just now. What you typed is kept: choose this file again in a minute.")
