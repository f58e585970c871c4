"""The worker of gunicorn that lends a thread to whole requests only, so that slow visitors hold up nobody.

gunicorn's own threads read a request from the visitor and write the answer to them, for as long as that takes: eight
slow visitors hold the site. Here the one loop of the process does both for all connections, in memory, and a thread
works only while there is something to work on. See docs/decisions/0024.
"""

import errno
import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from gunicorn.http import errors as malformed
from gunicorn.http import get_parser
from gunicorn.http.unreader import Unreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from portal.middleware import fixed_headers

logger = logging.getLogger(__name__)

# A transfer may take this long, and a second more for each so many bytes that have passed.
SECONDS_ALLOWED = 30
BYTES_A_SECOND = 4 * 1024
# How long to wait for a visitor to close after the answer, and, in a process that ends, to say something at all.
SECONDS_TO_CLOSE = 2
HEAD_BYTES_MAX = 64 * 1024
BYTES_AT_ONCE = 256 * 1024
# What the visitors of one process may have under way in its memory; beyond it those go that began first.
BYTES_UNDER_WAY_MAX = 256 * 1024 * 1024
# A thread waits where its reader is so far behind; only exports of officials are larger.
BYTES_UNREAD_MAX = 8 * 1024 * 1024

SENTENCES = {
    HTTPStatus.REQUEST_TIMEOUT: _("What you sent did not arrive in time. Please send it again."),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong on our side. Please try again in a minute."),
}
OTHER_SENTENCE = _("This request cannot be understood.")
REFUSALS = {
    malformed.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    malformed.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    malformed.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    malformed.InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR,
    malformed.InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
    malformed.ParseException: HTTPStatus.BAD_REQUEST,
}


class Arrived(Unreader):
    """A request that has arrived, as gunicorn's parser reads it: its end is the end of the request."""

    def __init__(self, content: bytearray) -> None:
        super().__init__()
        self.content = content

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return the next piece; empty at the end."""
        size = min(max(size_hint or 0, 8192), BYTES_AT_ONCE)
        piece = bytes(self.content[:size])
        del self.content[:size]
        return piece


class Connection(socket.socket):
    """A connection whose `sendall` does not wait: what the visitor is slow to take is kept for the loop to send."""

    def __init__(self, accepted: socket.socket, *, tell_loop: Callable[[], None]) -> None:
        super().__init__(fileno=accepted.detach())
        self.unread = bytearray()
        self.changed = threading.Condition()
        self.is_given_up = False
        self.tell_loop = tell_loop

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send what goes at once, and keep the rest."""
        with self.changed:
            rest = memoryview(data)[0 if self.unread else self.send_some(data) :]
            if rest and not self.unread:
                self.tell_loop()
            self.unread += rest
            self.changed.wait_for(lambda: self.is_given_up or len(self.unread) <= BYTES_UNREAD_MAX)
            if self.is_given_up:
                raise BrokenPipeError(errno.EPIPE, "the visitor was given up")

    def send_kept(self) -> int:
        """Send some of what was kept, and return how many bytes."""
        with self.changed:
            sent = self.send_some(self.unread[:BYTES_AT_ONCE])
            del self.unread[:sent]
            self.changed.notify_all()
            return sent

    def send_some(self, data: Any) -> int:
        """Send as much as the system takes now, and return how many bytes."""
        try:
            return self.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0

    def receive(self) -> bytes | None:
        """Return what has come: None for nothing yet, no bytes where nothing will come any more."""
        try:
            return self.recv(BYTES_AT_ONCE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def give_up(self) -> None:
        """Let the thread that writes to this visitor wait no more."""
        with self.changed:
            self.is_given_up = True
            self.changed.notify_all()


class Visit(TConn):
    """A visitor's connection, and what has arrived of the next request."""

    def __init__(self, worker: "PatientWorker", accepted: socket.socket, address: Any) -> None:
        tell_loop = partial(worker.method_queue.defer, worker.send_later, self)
        connection = Connection(accepted, tell_loop=tell_loop)
        super().__init__(worker.cfg, connection, address, connection.getsockname())
        self.parser = get_parser(worker.cfg, [], address)
        # Threads find all they read in memory.
        self.initialized = self.data_ready = True
        self.hang_up = partial(worker.hang_up, self)
        self.incoming = bytearray()
        self.size: int | None = None
        self.refusal: HTTPStatus | None = None
        self.is_cut = False
        self.answered: Future[Any] | None = None
        self.began, self.moved = 0.0, 0

    def has_arrived(self) -> bool:
        """Say whether a whole request is here, or enough of one to refuse it."""
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
        """Return how many bytes of a body belong to this request; what the head means is for gunicorn's parser to say.

        A body without a length is refused: no browser sends one. One larger than any page takes is not waited for,
        because it is refused unread, and what follows on this connection is not the next request.
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

    def hand_over(self) -> None:
        """Let the parser find the request that has arrived; what follows it is kept for the next one."""
        self.parser.unreader = Arrived(self.incoming[: self.size])
        del self.incoming[: self.size]
        self.size = None

    def close(self, graceful: bool = False) -> None:
        """Close; after an answer the visitor does so first, so that they get the whole of it."""
        if graceful and not self.sock.is_given_up:
            self.hang_up()
        else:
            super().close()


class PatientWorker(ThreadWorker):
    """gunicorn's worker with threads, whose loop reads the requests and sends what visitors are slow to take."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # What the loop does for whom: it receives, sends, or waits for the end. Who began first stands first.
        self.waiting: dict[Visit, Callable[[Visit], None]] = {}
        self.looked_at = 0.0

    # Reading

    def accept(self, listener: socket.socket) -> None:
        """Take a connection; where there are as many as may be, the one that has waited longest goes."""
        try:
            accepted, address = listener.accept()
        except OSError:
            return
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections and self.waiting:
            self.give_up(next(iter(self.waiting)))
        self.enqueue_req(Visit(self, accepted, address))

    def enqueue_req(self, visit: Visit) -> None:
        """Read the next request, and give it to a thread when it is here."""
        self.wait(visit, selectors.EVENT_READ, self.receive)
        if visit.incoming:
            self.look_at(visit)

    def receive(self, visit: Visit) -> None:
        """Take what has come from a visitor."""
        piece = visit.sock.receive()
        if piece == b"":
            self.let_go(visit)
        elif piece:
            visit.incoming += piece
            visit.moved += len(piece)
            self.look_at(visit)

    def look_at(self, visit: Visit) -> None:
        """Give a request that is here to a thread, unless its head alone shows that it is refused."""
        if not visit.has_arrived():
            return
        self.stop_waiting(visit)
        if visit.refusal:
            self.refuse(visit, visit.refusal)
            return
        visit.hand_over()
        super().enqueue_req(visit)

    def handle_request(self, request: Any, visit: Visit) -> Any:
        """Answer in a thread; after a body that was not waited for, no other request can be found."""
        request._expected_100_continue = False  # the loop has asked for the body
        if visit.is_cut:
            request.force_close()
        return super().handle_request(request, visit)

    # Sending

    def send_later(self, visit: Visit) -> None:
        """Begin to send what a thread could not send at once."""
        if visit not in self.waiting and not visit.sock.is_given_up:
            self.wait(visit, selectors.EVENT_WRITE, self.send)

    def send(self, visit: Visit) -> None:
        """Send some more, and go on when that was all."""
        try:
            visit.moved += visit.sock.send_kept()
        except OSError:
            self.give_up(visit)
            return
        if not visit.sock.unread:
            self.stop_waiting(visit)
            if visit.answered:
                self.finish_request(visit, visit.answered)

    def finish_request(self, visit: Visit, answered: "Future[Any]") -> None:
        """Go on when a thread has answered and the visitor has taken all of it: with another request, or not."""
        visit.answered = answered
        if visit.sock.unread and not visit.sock.is_given_up:
            return
        visit.answered = None
        if visit.incoming and answered.result():
            self.enqueue_req(visit)
        else:
            super().finish_request(visit, answered)

    # Ending

    def hang_up(self, visit: Visit) -> None:
        """Say that nothing more comes, and wait a moment for the visitor to close."""
        self.nr_conns += 1
        self.wait(visit, selectors.EVENT_READ, self.discard)
        try:
            visit.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.let_go(visit)

    def discard(self, visit: Visit) -> None:
        """Drop what still comes from a visitor who has been answered."""
        if visit.sock.receive() == b"":
            self.let_go(visit)

    def refuse(self, visit: Visit, status: HTTPStatus) -> None:
        """Answer without a thread, and hang up."""
        visit.incoming.clear()
        write_refusal(visit.sock, status)
        self.nr_conns -= 1
        self.hang_up(visit)

    def give_up(self, visit: Visit) -> None:
        """End what takes too long; whoever has begun to send a request is told."""
        was = self.stop_waiting(visit)
        if was == self.receive and visit.incoming:
            self.refuse(visit, HTTPStatus.REQUEST_TIMEOUT)
        elif was == self.send and not visit.answered:
            visit.sock.give_up()  # and the thread that still writes ends the visit
        else:
            self.let_go(visit)

    def let_go(self, visit: Visit) -> None:
        """Close a connection without a word."""
        if visit in self.waiting:
            self.stop_waiting(visit)
        self.nr_conns -= 1
        visit.close()

    def murder_pending(self) -> None:
        """Give up the slow once a second, and while memory is short those that began first."""
        now = time.monotonic()
        if now < self.looked_at + 1:
            return
        self.looked_at = now
        for visit in [visit for visit in self.waiting if now > self.ends_at(visit)]:
            self.give_up(visit)
        under_way = sum(len(visit.incoming) + len(visit.sock.unread) for visit in self.waiting)
        for visit in list(self.waiting):
            if under_way <= BYTES_UNDER_WAY_MAX:
                break
            under_way -= len(visit.incoming) + len(visit.sock.unread)
            self.give_up(visit)

    def ends_at(self, visit: Visit) -> float:
        """Return when a visitor is given up who goes on as until now."""
        is_silent = not self.alive and not visit.moved and not visit.incoming
        if is_silent or self.waiting[visit] == self.discard:
            return visit.began + SECONDS_TO_CLOSE
        return visit.began + SECONDS_ALLOWED + visit.moved / BYTES_A_SECOND

    def wait(self, visit: Visit, events: int, then: Callable[[Visit], None]) -> None:
        """Let the loop do something for a visitor whenever that is possible."""
        visit.began, visit.moved = time.monotonic(), 0
        self.waiting[visit] = then
        self.poller.register(visit.sock, events, lambda _connection: then(visit))

    def stop_waiting(self, visit: Visit) -> Callable[[Visit], None]:
        """Let the loop do nothing more for a visitor, and return what it did."""
        self.poller.unregister(visit.sock)
        return self.waiting.pop(visit)

    def handle_error(self, request: Any, connection: Connection, address: Any, error: BaseException) -> None:
        """Answer what cannot be read, or failed outside the application; the log names the kind of error alone."""
        status = next((refusal for kind, refusal in REFUSALS.items() if isinstance(error, kind)), None)
        if status in {None, HTTPStatus.INTERNAL_SERVER_ERROR}:
            logger.error("an answer failed", exc_info=error)
        else:
            logger.warning("request refused: %s", type(error).__name__)
        write_refusal(connection, status or HTTPStatus.INTERNAL_SERVER_ERROR)


def write_refusal(connection: Connection, status: HTTPStatus) -> None:
    """Answer with one sentence in every language and the headers that stand on every page."""
    sentence = SENTENCES.get(status, OTHER_SENTENCE)
    lines = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            lines.append(f"{gettext(sentence)}\n")
    body = "".join(lines).encode()
    headers = fixed_headers() | {
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Cache-Control": "no-store",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    try:
        connection.sendall(f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode() + body)
    except OSError:
        logger.debug("nobody was left to read the refusal")
