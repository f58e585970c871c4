"""Client connections of the worker, and the request received on each."""

import errno
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from http import HTTPStatus
from typing import Any

from django.conf import settings
from gunicorn.http import get_parser
from gunicorn.http.unreader import Unreader
from gunicorn.workers.gthread import TConn

HEAD_BYTES_MAX = 64 * 1024
BYTES_AT_ONCE = 256 * 1024
# A thread blocks once its client is this far behind; only officials' exports are larger.
BYTES_UNREAD_MAX = 8 * 1024 * 1024


class ArrivedRequest(Unreader):
    """A completely received request as input of gunicorn's parser; it ends with the request."""

    def __init__(self, content: bytearray) -> None:
        super().__init__()
        self.content = content

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return the next chunk; empty at the end."""
        size = min(max(size_hint or 0, 8192), BYTES_AT_ONCE)
        piece = bytes(self.content[:size])
        del self.content[:size]
        return piece


class Connection(socket.socket):
    """A socket whose `sendall` buffers what cannot be sent; it blocks only above BYTES_UNREAD_MAX."""

    def __init__(self, accepted: socket.socket, *, tell_loop: Callable[[], None]) -> None:
        super().__init__(fileno=accepted.detach())
        self.unread = bytearray()
        self.changed = threading.Condition()
        self.is_given_up = False
        self.tell_loop = tell_loop

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send what is possible at once, and buffer the rest for the event loop."""
        with self.changed:
            rest = memoryview(data)[0 if self.unread else self.send_some(data) :]
            if rest and not self.unread:
                self.tell_loop()
            self.unread += rest
            self.changed.wait_for(lambda: self.is_given_up or len(self.unread) <= BYTES_UNREAD_MAX)
            if self.is_given_up:
                raise BrokenPipeError(errno.EPIPE, "the visitor was given up")

    def send_kept(self) -> int:
        """Send some buffered data; return the number of bytes."""
        with self.changed:
            sent = self.send_some(self.unread[:BYTES_AT_ONCE])
            del self.unread[:sent]
            self.changed.notify_all()
            return sent

    def send_some(self, data: Any) -> int:
        """Send as much as possible without blocking; return the number of bytes."""
        try:
            return self.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0

    def receive(self) -> bytes | None:
        """Return received data: None if there is none yet, empty bytes at the end of the connection."""
        try:
            return self.recv(BYTES_AT_ONCE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def give_up(self) -> None:
        """Unblock the thread that writes to this client; its write fails."""
        with self.changed:
            self.is_given_up = True
            self.changed.notify_all()


class ConnectionVisit(TConn):
    """A client connection, and what has been received of its next request."""

    def __init__(
        self,
        accepted: socket.socket,
        address: Any,
        *,
        cfg: Any,
        send_later: Callable[["ConnectionVisit"], None],
        hang_up: Callable[["ConnectionVisit"], None],
    ) -> None:
        connection = Connection(accepted, tell_loop=lambda: send_later(self))
        super().__init__(cfg, connection, address, connection.getsockname())
        self.parser = get_parser(cfg, [], address)
        # Threads read from memory only.
        self.initialized = self.data_ready = True
        self.hang_up = hang_up
        self.incoming = bytearray()
        self.size: int | None = None
        self.refusal: HTTPStatus | None = None
        self.is_cut = False
        self.answered: Future[Any] | None = None
        self.began, self.moved, self.bytes_at_work = 0.0, 0, 0

    def has_arrived(self) -> bool:
        """Return whether a complete request was received, or enough to refuse it."""
        if self.size is None:
            end = self.incoming.find(b"\r\n\r\n")
            if end < 0 and len(self.incoming) <= HEAD_BYTES_MAX:
                return False
            if end < 0:
                self.refusal = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                return True
            self.size = end + 4 + self.body_to_wait_for(bytes(self.incoming[:end]))
        return len(self.incoming) >= self.size

    def body_to_wait_for(self, head: bytes) -> int:
        """Return the number of body bytes of this request; gunicorn's parser interprets the head.

        A body without Content-Length is refused: browsers always send one. One above the largest limit is not
        awaited, since it is refused unread, and what follows on this connection is not the next request.
        """
        lines = [line.partition(b":") for line in head.lower().split(b"\r\n")[1:]]
        fields = {name: value.strip(b" \t") for name, _colon, value in lines}
        lengths = [value.strip(b" \t") for name, _colon, value in lines if name == b"content-length"]
        self.refusal = HTTPStatus.LENGTH_REQUIRED if b"transfer-encoding" in fields else None
        is_said = len(lengths) == 1 and lengths[0].isdigit()
        announced = int(lengths[0].lstrip(b"0")[:20] or b"0") if is_said else 0
        self.is_cut = announced > settings.UPLOAD_BYTES_READ
        if announced and not self.is_cut and fields.get(b"expect") == b"100-continue":
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return 0 if self.is_cut else announced

    def hand_over(self) -> int:
        """Pass the received request to the parser and return its size; further bytes belong to the next request."""
        content = self.incoming[: self.size]
        del self.incoming[: self.size]
        self.parser.unreader, self.size, self.bytes_at_work = ArrivedRequest(content), None, len(content)
        return self.bytes_at_work

    def close(self, graceful: bool = False) -> None:
        """Close the connection; after a response the client closes first, so that it receives all of it."""
        if graceful and not self.sock.is_given_up:
            self.hang_up(self)
        else:
            super().close()
