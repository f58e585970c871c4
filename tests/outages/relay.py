"""What stands between the portal and its PostgreSQL in a test: it passes everything on, refuses, or falls silent."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tools.ports import free_port

LOOK_AGAIN = 0.05


class Relay:
    """A port of its own before a server. While it is silent, it takes connections and bytes and answers nothing."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self.is_silent = False
        self.is_over = False
        self.connections: list[socket.socket] = []
        self.port = free_port()
        self.accepting = self._listen()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Answer nothing for a while, on connections that are there as well as on new ones."""
        self.is_silent = True
        try:
            yield
        finally:
            self.is_silent = False

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Break off every connection and refuse new ones for a while."""
        self.stop()
        try:
            yield
        finally:
            self.is_over = False
            self.accepting = self._listen()

    def stop(self) -> None:
        """Break off every connection and listen no longer."""
        self.is_over = True
        self.accepting.join()
        for one in self.connections:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.connections.clear()

    def _listen(self) -> threading.Thread:
        listener = socket.create_server(("127.0.0.1", self.port), backlog=100)
        accepting = threading.Thread(target=self._accept, args=[listener], daemon=True)
        accepting.start()
        return accepting

    def _accept(self, listener: socket.socket) -> None:
        with listener:
            while not self.is_over:
                if select.select([listener], [], [], LOOK_AGAIN)[0]:
                    client, _address = listener.accept()
                    self.connections.append(client)
                    threading.Thread(target=self._pass_on, args=[client], daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        while self.is_silent:
            threading.Event().wait(LOOK_AGAIN)
        with suppress(OSError), client, socket.create_connection(self.server) as server:
            self.connections.append(server)
            other = {client: server, server: client}
            while not self.is_over:
                if self.is_silent:
                    threading.Event().wait(LOOK_AGAIN)
                    continue
                for one in select.select(list(other), [], [], LOOK_AGAIN)[0]:
                    data = one.recv(65536)
                    if not data:
                        return
                    other[one].sendall(data)


@contextmanager
def relay(address: str) -> Iterator[tuple[Relay, str]]:
    """Yield a relay before the server of a DATABASE_URL, and the DATABASE_URL that leads through it."""
    parts = urlsplit(address)
    made = Relay((parts.hostname or "127.0.0.1", parts.port or 5432))
    account = parts.netloc.rpartition("@")[0]
    try:
        yield made, parts._replace(netloc=f"{account}@127.0.0.1:{made.port}").geturl()
    finally:
        made.stop()
