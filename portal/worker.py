"""gunicorn worker that uses threads only for complete requests, so that slow clients block no one.

gunicorn's own threads read a request and write its response for as long as the client takes: eight slow clients block
the site. Here one event loop per process does both for all connections, in memory, and a thread is busy only while a
request is processed. See docs/decisions/0024.
"""

import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from portal.refusals import status_for, write_refusal
from portal.visits import Connection, ConnectionVisit

# Seconds allowed for a transfer, plus one for each BYTES_A_SECOND transferred.
SECONDS_ALLOWED = 30
BYTES_A_SECOND = 4 * 1024
# Seconds to wait for a client to close after the response and, in a stopping process, to send anything at all.
SECONDS_TO_CLOSE = 2
# Memory limit for buffered data of one process; beyond it the oldest connections are ended.
BYTES_UNDER_WAY_MAX = 256 * 1024 * 1024
# Requests up to this size, which are nearly all, are exempt from the memory limit.
LITTLE = 64 * 1024


class PatientWorker(ThreadWorker):
    """Threaded worker whose event loop receives requests and sends buffered responses."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Event handler of each waiting connection: receive, send or discard. Oldest first.
        self.waiting: dict[ConnectionVisit, Callable[[ConnectionVisit], None]] = {}
        self.looked_at = 0.0
        self.bytes_at_work = 0

    # Reading

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection; at the limit, close the one that has waited longest."""
        try:
            accepted, address = listener.accept()
        except OSError:
            return
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections and self.waiting:
            self.let_go(next(iter(self.waiting)))
        send_later = partial(self.method_queue.defer, self.send_later)
        self.enqueue_req(ConnectionVisit(accepted, address, cfg=self.cfg, send_later=send_later, hang_up=self.hang_up))

    def enqueue_req(self, visit: ConnectionVisit) -> None:
        """Receive the next request, and pass it to a thread once it is complete."""
        self.wait(visit, selectors.EVENT_READ, self.receive)
        if visit.incoming:
            self.look_at(visit)

    def receive(self, visit: ConnectionVisit) -> None:
        """Receive data from a client."""
        piece = visit.sock.receive()
        if piece == b"":
            self.let_go(visit)
        elif piece:
            visit.incoming += piece
            visit.moved += len(piece)
            self.look_at(visit)

    def look_at(self, visit: ConnectionVisit) -> None:
        """Pass a complete request to a thread, or refuse it on its head alone."""
        if not visit.has_arrived():
            return
        size = visit.size or 0
        if size > LITTLE and self.bytes_at_work + size > BYTES_UNDER_WAY_MAX:
            visit.refusal = HTTPStatus.SERVICE_UNAVAILABLE
        if visit.refusal:
            self.refuse(visit, visit.refusal)
            return
        self.stop_waiting(visit)
        self.bytes_at_work += visit.hand_over()
        super().enqueue_req(visit)

    def handle_request(self, request: Any, visit: ConnectionVisit) -> Any:
        """Process a request in a thread; close the connection after a body that was not awaited."""
        request._expected_100_continue = False  # the loop has already sent 100 Continue
        if visit.is_cut:
            request.force_close()
        return super().handle_request(request, visit)

    # Sending

    def send_later(self, visit: ConnectionVisit) -> None:
        """Start sending what a thread could not send without blocking."""
        if visit not in self.waiting and not visit.sock.is_given_up:
            self.wait(visit, selectors.EVENT_WRITE, self.send)

    def send(self, visit: ConnectionVisit) -> None:
        """Send more data, and finish the request once all is sent."""
        try:
            visit.moved += visit.sock.send_kept()
        except OSError:
            self.let_go(visit)
            return
        if not visit.sock.unread:
            self.stop_waiting(visit)
            if visit.answered:
                self.finish_request(visit, visit.answered)

    def finish_request(self, visit: ConnectionVisit, answered: "Future[Any]") -> None:
        """Once the thread has responded and all is sent, read the next request or close the connection."""
        if not visit.answered:
            self.bytes_at_work -= visit.bytes_at_work
        visit.answered = answered
        if visit.sock.unread and not visit.sock.is_given_up:
            return
        visit.answered = None
        if visit.incoming and not answered.exception() and answered.result():
            self.enqueue_req(visit)
        else:
            super().finish_request(visit, answered)

    # Ending

    def hang_up(self, visit: ConnectionVisit) -> None:
        """Shut down the sending side, and wait briefly for the client to close."""
        self.nr_conns += 1
        self.wait(visit, selectors.EVENT_READ, self.discard)
        try:
            visit.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.let_go(visit)

    def discard(self, visit: ConnectionVisit) -> None:
        """Discard what the client still sends after its response."""
        if visit.sock.receive() == b"":
            self.let_go(visit)

    def refuse(self, visit: ConnectionVisit, status: HTTPStatus) -> None:
        """Send a refusal without a thread, and close the connection."""
        self.stop_waiting(visit)
        visit.incoming.clear()
        write_refusal(visit.sock, status)
        self.nr_conns -= 1
        self.hang_up(visit)

    def give_up(self, visit: ConnectionVisit) -> None:
        """End a connection that takes too long; a client that has begun a request gets status 408."""
        if self.waiting[visit] == self.receive and visit.incoming:
            self.refuse(visit, HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.let_go(visit)

    def let_go(self, visit: ConnectionVisit) -> None:
        """Close a connection without a response."""
        was = self.stop_waiting(visit)
        if was == self.send and not visit.answered:
            visit.sock.give_up()  # unblocks the thread that still writes; it then closes the connection
            return
        self.nr_conns -= 1
        visit.close()

    def murder_pending(self) -> None:
        """Once a second, end slow connections and, if memory is short, the oldest ones."""
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

    def ends_at(self, visit: ConnectionVisit) -> float:
        """Return the deadline of a connection at its present rate of transfer."""
        is_silent = not self.alive and not visit.moved and not visit.incoming
        if is_silent or self.waiting[visit] == self.discard:
            return visit.began + SECONDS_TO_CLOSE
        return visit.began + SECONDS_ALLOWED + visit.moved / BYTES_A_SECOND

    def wait(self, visit: ConnectionVisit, events: int, then: Callable[[ConnectionVisit], None]) -> None:
        """Register a connection with the event loop and call `then` on its events."""

        def act(_connection: socket.socket) -> None:
            # The handler of another connection in the same iteration may have ended this wait.
            if self.waiting.get(visit) == then:
                then(visit)

        visit.began, visit.moved = time.monotonic(), 0
        self.waiting[visit] = then
        self.poller.register(visit.sock, events, act)

    def stop_waiting(self, visit: ConnectionVisit) -> Callable[[ConnectionVisit], None]:
        """Remove a connection from the event loop and return its handler."""
        self.poller.unregister(visit.sock)
        return self.waiting.pop(visit)

    def handle_error(self, request: Any, connection: Connection, address: Any, error: BaseException) -> None:
        """Respond to a malformed request, or to a failure outside the application."""
        write_refusal(connection, status_for(error))
