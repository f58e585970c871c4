"""A server that speaks clamd's INSTREAM, on a real socket, for as long as a test wants."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# What it takes for a virus; harmless, and unknown to the checks that need no scanner.
ALARM = "looks like a worm"


class Conversation(socketserver.StreamRequestHandler):
    """One file: its chunks up to the empty one, then the verdict."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        body = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            body += self.rfile.read(size)
        self.server.scanned.append(body)  # type: ignore[attr-defined]
        self.wfile.write(b"stream: Test-Worm FOUND\0" if ALARM.encode() in body else b"stream: OK\0")


class Clamd(socketserver.ThreadingTCPServer):
    """Listens on a free port; keeps what it was sent."""

    allow_reuse_address = daemon_threads = True
    alarm = ALARM

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.scanned: list[bytes] = []

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running() -> Iterator[Clamd]:
    """Serve until the block ends."""
    with Clamd() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)
