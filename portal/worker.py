"""The worker of gunicorn that lends a thread to whole requests only, so that slow visitors hold up nobody.

gunicorn's own threads read a request from the visitor and write the answer to them, for as long as that takes: eight
slow visitors hold the site. Here the one loop of the process does both for all connections, in memory, and a thread
works only while there is something to work on. See docs/decisions/0024.
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

# A transfer may take this long, and a second more for each so many bytes that have passed.
SECONDS_ALLOWED = 30
BYTES_A_SECOND = 4 * 1024
# How long to wait for a visitor to close after the answer, and, in a process that ends, to say something at all.
SECONDS_TO_CLOSE = 2
# What the visitors of one process may have under way in its memory; beyond it those go that began first.
BYTES_UNDER_WAY_MAX = 256 * 1024 * 1024
# Requests of this size, which are nearly all, find room in any case.
LITTLE = 64 * 1024


class PatientWorker(ThreadWorker):
    """gunicorn's worker with threads, whose loop reads the requests and sends what visitors are slow to take."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # What the loop does for whom: it receives, sends, or waits for the end. Who began first stands first.
        self.waiting: dict[ConnectionVisit, Callable[[ConnectionVisit], None]] = {}
        self.looked_at = 0.0
        self.bytes_at_work = 0

    # Reading

    def accept(self, listener: socket.socket) -> None:
        """Take a connection; where there are as many as may be, the one that has waited longest goes."""
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
        """Read the next request, and give it to a thread when it is here."""
        self.wait(visit, selectors.EVENT_READ, self.receive)
        if visit.incoming:
            self.look_at(visit)

    def receive(self, visit: ConnectionVisit) -> None:
        """Take what has come from a visitor."""
        piece = visit.sock.receive()
        if piece == b"":
            self.let_go(visit)
        elif piece:
            visit.incoming += piece
            visit.moved += len(piece)
            self.look_at(visit)

    def look_at(self, visit: ConnectionVisit) -> None:
        """Give a request that is here to a thread, unless its head alone shows that it is refused."""
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
        """Answer in a thread; after a body that was not waited for, no other request can be found."""
        request._expected_100_continue = False  # the loop has asked for the body
        if visit.is_cut:
            request.force_close()
        return super().handle_request(request, visit)

    # Sending

    def send_later(self, visit: ConnectionVisit) -> None:
        """Begin to send what a thread could not send at once."""
        if visit not in self.waiting and not visit.sock.is_given_up:
            self.wait(visit, selectors.EVENT_WRITE, self.send)

    def send(self, visit: ConnectionVisit) -> None:
        """Send some more, and go on when that was all."""
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
        """Go on when a thread has answered and the visitor has taken all of it: with another request, or not."""
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
        """Say that nothing more comes, and wait a moment for the visitor to close."""
        self.nr_conns += 1
        self.wait(visit, selectors.EVENT_READ, self.discard)
        try:
            visit.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.let_go(visit)

    def discard(self, visit: ConnectionVisit) -> None:
        """Drop what still comes from a visitor who has been answered."""
        if visit.sock.receive() == b"":
            self.let_go(visit)

    def refuse(self, visit: ConnectionVisit, status: HTTPStatus) -> None:
        """Answer without a thread, and hang up."""
        self.stop_waiting(visit)
        visit.incoming.clear()
        write_refusal(visit.sock, status)
        self.nr_conns -= 1
        self.hang_up(visit)

    def give_up(self, visit: ConnectionVisit) -> None:
        """End what takes too long; whoever has begun to send a request is told."""
        if self.waiting[visit] == self.receive and visit.incoming:
            self.refuse(visit, HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.let_go(visit)

    def let_go(self, visit: ConnectionVisit) -> None:
        """Close a connection without a word."""
        was = self.stop_waiting(visit)
        if was == self.send and not visit.answered:
            visit.sock.give_up()  # the thread that still writes comes to its end, and that of the visit
            return
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

    def ends_at(self, visit: ConnectionVisit) -> float:
        """Return when a visitor is given up who goes on as until now."""
        is_silent = not self.alive and not visit.moved and not visit.incoming
        if is_silent or self.waiting[visit] == self.discard:
            return visit.began + SECONDS_TO_CLOSE
        return visit.began + SECONDS_ALLOWED + visit.moved / BYTES_A_SECOND

    def wait(self, visit: ConnectionVisit, events: int, then: Callable[[ConnectionVisit], None]) -> None:
        """Let the loop do something for a visitor whenever that is possible."""

        def act(_connection: socket.socket) -> None:
            # What the loop did for another visitor in the same turn may have ended the waiting for this one.
            if self.waiting.get(visit) == then:
                then(visit)

        visit.began, visit.moved = time.monotonic(), 0
        self.waiting[visit] = then
        self.poller.register(visit.sock, events, act)

    def stop_waiting(self, visit: ConnectionVisit) -> Callable[[ConnectionVisit], None]:
        """Let the loop do nothing more for a visitor, and return what it did."""
        self.poller.unregister(visit.sock)
        return self.waiting.pop(visit)

    def handle_error(self, request: Any, connection: Connection, address: Any, error: BaseException) -> None:
        """Answer what cannot be read, or failed outside the application."""
        write_refusal(connection, status_for(error))
