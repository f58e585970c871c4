"""A mail server on a real socket: it takes mail, refuses it, is slow with it, or drips its answers byte by byte."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

# Words in the recipient's address at which the server behaves otherwise.
REFUSED, HANGING_UP, DRIPPING, SLOW = "refused", "hangs-up", "drips", "slow"
SECONDS_OF_A_SLOW_MAIL = 1.0
SECONDS_BETWEEN_DRIPS = 0.2


class Conversation(socketserver.StreamRequestHandler):
    """One client: commands up to QUIT; what is taken is kept by the server."""

    def handle(self) -> None:
        self._answer("220 ready")
        recipient = ""
        while line := self.rfile.readline().decode("ascii").strip():
            command = line.upper()
            if command.startswith("RCPT"):
                recipient = line.partition("<")[2].partition(">")[0]
                if HANGING_UP in recipient:
                    return
                self._answer(f"550 no such person: {recipient}" if REFUSED in recipient else "250 ok")
            elif command == "DATA":
                self._answer("354 go on")
                self._take(recipient)
            else:
                self._answer("250 ok")
            if command == "QUIT":
                return

    def _take(self, recipient: str) -> None:
        text = b""
        while (line := self.rfile.readline()) != b".\r\n":
            text += line
        if DRIPPING in recipient:
            self._drip()
            return
        if SLOW in recipient:
            time.sleep(SECONDS_OF_A_SLOW_MAIL)
        self.server.taken.append((recipient, message_from_bytes(text)["Message-ID"]))  # type: ignore[attr-defined]
        self._answer("250 taken")

    def _drip(self) -> None:
        """Send an answer that never ends, so that each read succeeds in time."""
        try:
            while True:
                self.wfile.write(b"2")
                self.wfile.flush()
                time.sleep(SECONDS_BETWEEN_DRIPS)
        except OSError:
            return

    def _answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port; `taken` are the recipient and the Message-ID of each mail, in the order of arrival."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[tuple[str, str]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """The address as EMAIL_URL has it."""
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def running() -> Iterator[MailServer]:
    """Serve until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)
