"""Runs child processes as a group; one that exits is restarted."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

SECONDS_TO_STOP = 35  # a little more than the server allows its requests to finish
LOOK_AGAIN = 0.2
# Seconds before a restart: doubled each time until the process has run for a while.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class Shutdown(Exception):
    """Raised to end the group: with code 0 after a signal, otherwise with a reason."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass
class ChildProcess:
    """One program of the group: its process, and when to restart it after it exited."""

    name: str
    arguments: tuple[str, ...]
    process: subprocess.Popen[bytes] = field(init=False)
    started_at: float = field(init=False)
    pause: float = FIRST_PAUSE
    again_at: float | None = None

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the program in a session of its own, so that it does not receive Ctrl-C."""
        command = [sys.executable, *self.arguments]
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
        self.started_at, self.again_at = time.monotonic(), None

    def keep_running(self) -> None:
        """Restart the program, after a delay and with a message, if it exited."""
        now = time.monotonic()
        if self.again_at is not None:
            if now >= self.again_at:
                self.start()
        elif self.process.poll() is not None:
            has_run_well = now - self.started_at > LONGEST_PAUSE
            self.pause = FIRST_PAUSE if has_run_well else self.pause
            ended = f"The {self.name} ended by itself (code {self.process.returncode})"
            sys.stderr.write(f"{ended}; it is started again in {self.pause:.0f} s.\n")
            self.again_at, self.pause = now + self.pause, min(2 * self.pause, LONGEST_PAUSE)


class ProcessGroup:
    """Starts Python programs, keeps them running, and stops them together.

    The children do not receive Ctrl-C; they are terminated gracefully.
    """

    def __init__(self) -> None:
        self.members: dict[str, ChildProcess] = {}
        self.is_told_to_stop = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note_signal)

    def start(self, name: str, *arguments: str) -> str:
        """Start a Python program and return its name."""
        self.members[name] = ChildProcess(name, arguments)
        return name

    def wait_until(self, is_so: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait for a condition; raise Shutdown after `seconds`, or if the named program exits first."""
        deadline, process = time.monotonic() + seconds, self.members[what].process
        while not is_so():
            if process.poll() is not None:
                raise Shutdown(1, f"The {what} could not start (code {process.returncode}).")
            self._look()
            if time.monotonic() > deadline:
                raise Shutdown(1, f"The {what} did not answer within {seconds:.0f} seconds.")
            time.sleep(LOOK_AGAIN)

    def wait(self) -> None:
        """Keep the programs running until a signal arrives, then raise Shutdown."""
        while True:
            self._look()
            time.sleep(LOOK_AGAIN)

    def stop(self) -> None:
        """Terminate every program, and kill those that do not exit in time."""
        for member in self.members.values():
            if member.process.poll() is None:
                member.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for member in self.members.values():
            self._end(member.process, within=max(0.1, deadline - time.monotonic()))

    def _look(self) -> None:
        if self.is_told_to_stop:
            raise Shutdown(0)
        for member in self.members.values():
            member.keep_running()

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_told_to_stop = True

    @staticmethod
    def _end(process: subprocess.Popen[bytes], *, within: float) -> None:
        try:
            process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
