"""Child processes that live and die together."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from django.conf import settings

SECONDS_TO_STOP = 35  # a little more than the server allows its requests to finish
LOOK_AGAIN = 0.2


class Stopped(Exception):
    """The family has to end: with code 0 when a person said so, else with the reason."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Family:
    """Starts Python programs, waits while all of them run, and ends them together.

    The children do not see Ctrl-C themselves; they are told to finish what they do, and then stop.
    """

    def __init__(self) -> None:
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        self.is_told_to_stop = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note_signal)

    def start(self, name: str, *arguments: str) -> str:
        """Start a Python program and return the name it goes by."""
        command = [sys.executable, *arguments]
        self.members[name] = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
        return name

    def wait_until(self, is_so: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait until something is so; raise Stopped when it takes too long or a member ends first."""
        deadline = time.monotonic() + seconds
        while not is_so():
            self._look()
            if time.monotonic() > deadline:
                raise Stopped(1, f"The {what} did not answer within {seconds:.0f} seconds.")
            time.sleep(LOOK_AGAIN)

    def wait(self) -> None:
        """Wait for a signal or for the end of any member, then raise Stopped."""
        while True:
            self._look()
            time.sleep(LOOK_AGAIN)

    def stop(self) -> None:
        """Tell every member to finish, and end those that do not."""
        for member in self.members.values():
            if member.poll() is None:
                member.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for member in self.members.values():
            self._end(member, within=max(0.1, deadline - time.monotonic()))

    def _look(self) -> None:
        if self.is_told_to_stop:
            raise Stopped(0)
        for name, member in self.members.items():
            if member.poll() is not None:
                raise Stopped(1, f"The {name} ended by itself (code {member.returncode}); stopping.")

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_told_to_stop = True

    @staticmethod
    def _end(member: subprocess.Popen[bytes], *, within: float) -> None:
        try:
            member.wait(timeout=within)
        except subprocess.TimeoutExpired:
            member.kill()
            member.wait()
