"""The scanner's verdict arrives over a real socket; without a verdict a file counts as not scanned."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engagements import scanning
from engagements.choices import ScanResult
from engagements.inspection.parsers.traces import EICAR
from engagements.scanning import scan


class Clamd:
    """A server that speaks clamd's INSTREAM: reads chunks to the empty one, then answers about what it read."""

    def __init__(self, listening: socket.socket, answer: Callable[[bytes], bytes]) -> None:
        self.listening, self.answer = listening, answer
        self.received = b""
        self.command = b""

    def serve(self) -> None:
        connection, _address = self.listening.accept()
        with connection, connection.makefile("rb") as stream:
            self.command = stream.read(len(b"zINSTREAM\0"))
            while size := struct.unpack(">I", stream.read(4))[0]:
                self.received += stream.read(size)
            connection.sendall(self.answer(self.received))


def judged(body: bytes) -> bytes:
    """Answer as clamd does."""
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in body else b"stream: OK\0"


@contextmanager
def running(listening: socket.socket, answer: Callable[[bytes], bytes] = judged) -> Iterator[Clamd]:
    """Serve one connection in a thread."""
    server = Clamd(listening, answer)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    thread.join(5)
    assert not thread.is_alive()


@pytest.fixture
def tcp(settings) -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.CLAMD = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        yield listening


def test_scan_sends_every_byte_and_hears_that_nothing_was_found(tcp):
    body = bytes(range(256)) * 1000
    with running(tcp) as server:
        assert scan(body) is ScanResult.CLEAN

    assert (server.command, server.received) == (b"zINSTREAM\0", body)


def test_scan_hears_that_something_was_found(tcp):
    with running(tcp):
        assert scan(b"before " + EICAR) is ScanResult.INFECTED


def test_scan_speaks_over_a_socket_in_the_file_system(settings, tmp_path: Path):
    path = tmp_path / "clamd.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        listening.listen()
        settings.CLAMD = f"unix://{path}"
        with running(listening):
            assert scan(EICAR) is ScanResult.INFECTED


def test_scan_of_an_empty_file_is_a_conversation_too(tcp):
    with running(tcp) as server:
        assert scan(b"") is ScanResult.CLEAN

    assert server.received == b""


def test_scan_without_a_scanner_says_so(settings):
    settings.CLAMD = ""

    assert scan(EICAR) is ScanResult.NOT_SCANNED


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"stream: OK",  # cut off: no NUL
        b"",
        b"\0",
        b"stream: OK and more\0",
        b"x" * 10_000,
    ],
)
def test_scan_takes_no_other_answer_for_a_verdict(tcp, answer):
    with running(tcp, lambda _body: answer):
        assert scan(b"bytes") is ScanResult.NOT_SCANNED


def test_scan_takes_an_answer_in_pieces(tcp):
    class InPieces(Clamd):
        def serve(self) -> None:
            connection, _address = self.listening.accept()
            with connection:
                for piece in (b"stream", b": O", b"K\0"):
                    connection.sendall(piece)
                while connection.recv(4096):
                    pass

    thread = threading.Thread(target=InPieces(tcp, judged).serve, daemon=True)
    thread.start()

    assert scan(b"bytes") is ScanResult.CLEAN


def test_scan_does_not_wait_for_ever(tcp, monkeypatch):
    """A scanner that takes the connection and then says nothing is given up at the deadline."""
    monkeypatch.setattr(scanning, "SECONDS", 0.2)

    assert scan(b"bytes") is ScanResult.NOT_SCANNED


def test_scan_does_not_wait_for_an_answer_that_drips(tcp, monkeypatch):
    """The deadline is for the whole conversation: one byte now and then does not move it on."""
    monkeypatch.setattr(scanning, "SECONDS", 0.3)
    given_up = threading.Event()

    def drip() -> None:
        connection, _address = tcp.accept()
        with connection:
            while not given_up.wait(0.05):
                connection.send(b"s")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    found = scan(b"bytes")
    given_up.set()
    thread.join(5)

    assert (found, thread.is_alive()) == (ScanResult.NOT_SCANNED, False)


def test_scan_without_anybody_listening_is_no_error(settings, caplog):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.CLAMD = f"tcp://127.0.0.1:{listening.getsockname()[1]}"

    with caplog.at_level("WARNING", logger="engagements.scanning"):
        assert scan(b"Aadhaar 2341 2341 2346") is ScanResult.NOT_SCANNED
    assert caplog.messages == ["The virus scanner gave no verdict: ConnectionRefusedError"]


@pytest.mark.parametrize("address", ["clamd", "tcp://host", "tcp://host:x", "http://host:1", "unix://"])
def test_scan_with_a_malformed_address_is_no_error(settings, caplog, address):
    settings.CLAMD = address

    with caplog.at_level("WARNING", logger="engagements.scanning"):
        assert scan(b"bytes") is ScanResult.NOT_SCANNED
    assert caplog.messages == ["The virus scanner gave no verdict: ValueError"]
