"""Visitors who send or read a little at a time: none of them may keep another one waiting."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from tests.server.served import Served

HOST_LINES = b"Host: feedback.example.org\r\nX-Forwarded-Proto: https\r\n"
FORM_LINES = HOST_LINES + b"Content-Type: application/x-www-form-urlencoded\r\n"
QUICK = b"GET /healthz HTTP/1.0\r\n" + HOST_LINES + b"\r\n"
SECONDS_BETWEEN = 0.5
# What a visitor of each kind sends at once, and what they then send again and again.
KINDS = {
    "silent": (b"", b""),
    "head": (b"GET / HTTP/1.1\r\n" + HOST_LINES + b"X-Slow: ", b"a"),
    "body": (b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: 5000\r\n\r\nlanguage=", b"a"),
    "reading": (b"", b""),
    "never closing": (QUICK, b""),
}
SMALLEST_BUFFER = 2304


@contextmanager
def slow(server: Served, kind: str, count: int) -> Iterator[list[socket.socket]]:
    """Let so many visitors of a kind be under way."""
    first, then = KINDS[kind]
    if kind == "reading":
        first = styles(server) * 40
    is_over = threading.Event()
    with ExitStack() as ends:
        visitors = [ends.enter_context(server.connect(receive_buffer=SMALLEST_BUFFER)) for _ in range(count)]
        for visitor in visitors:
            visitor.sendall(first)

        def go_on() -> None:
            while then and not is_over.wait(SECONDS_BETWEEN):
                for visitor in visitors:
                    with suppress(OSError):
                        visitor.sendall(then)

        thread = threading.Thread(target=go_on)
        thread.start()
        time.sleep(SECONDS_BETWEEN)
        try:
            yield visitors
        finally:
            is_over.set()
            thread.join()


def styles(server: Served) -> bytes:
    """Return a request for a file of some size."""
    return b"GET %s HTTP/1.1\r\n" % server.static("css/components.css") + HOST_LINES + b"\r\n"


def longest_wait(server: Served, *, rounds: int = 10, most: float) -> float:
    """Ask a quick question so often; return how long the longest answer took, and at most how long to wait for it."""
    longest = 0.0
    for _ in range(rounds):
        began = time.monotonic()
        with suppress(TimeoutError):
            assert server.raw(QUICK, timeout=most).startswith(b"HTTP/1.0 200 ")
        longest = max(longest, time.monotonic() - began)
        if longest >= most:
            break
    return longest
