"""Restarting the server while twenty visitors keep asking: which requests fail, and how long the longest one waits."""

import http.client
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.server.served import HOST, Served

VISITORS = 20
SECONDS_TO_TRY_AGAIN = 1
HEADERS = {"Host": "feedback.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATHS = ("/healthz", "/nothing-here/", "/accounts/login/")


@dataclass
class Asked:
    """What became of the requests of all visitors."""

    answered: int = 0
    longest: float = 0.0
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, seconds: float, failure: str) -> None:
        """Count one request."""
        with self.lock:
            self.longest = max(self.longest, seconds)
            if failure:
                self.failures.append(failure)
            else:
                self.answered += 1


@contextmanager
def visitors(server: Served, *, keep_alive: bool, count: int = VISITORS):
    """Let so many visitors ask one thing after the other, by GET and by POST; yield what becomes of it."""
    asked, is_over = Asked(), threading.Event()

    def visit(number: int) -> None:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
        turn = number
        while not is_over.is_set():
            turn += 1
            began = time.monotonic()
            try:
                failure = ask(connection, turn)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                failure = type(error).__name__
            if not keep_alive:
                connection.close()
            asked.note(time.monotonic() - began, failure)
            if failure:
                is_over.wait(SECONDS_TO_TRY_AGAIN)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield asked
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def ask(connection: http.client.HTTPConnection, turn: int) -> str:
    """Send one request and read its answer; return what is wrong with it."""
    if turn % 4:
        connection.request("GET", PATHS[turn % len(PATHS)], headers=HEADERS)
    else:
        connection.request("POST", "/language/", f"language=hi&next={'x' * 20_000}", HEADERS | FORM)
    answer = connection.getresponse()
    answer.read()
    return f"status {answer.status}" if answer.status >= 500 else ""


def stop_and_start(server: Served) -> None:
    """Restart as without a .socket unit: the port is closed until the new server opens it."""
    server.stop()
    server.start(opens_port=True)
    server.wait()


def restart(server: Served) -> None:
    """Restart as systemd does with a .socket unit: the listening socket stays open, and connections wait in it."""
    server.stop()
    server.start()
    server.wait()


WAYS: dict[str, Callable[[Served], None]] = {
    "stop-and-start": stop_and_start,
    "socket-stays": restart,
    "SIGUSR2": Served.renew,
}
