"""Virus scanner: send a file's bytes to clamd over a socket and return its verdict.

If no scanner is configured or it does not answer, the file counts as not scanned, which officials can see. Setting:
`CLAMD = "tcp://host:port"` or `"unix:///folder/clamd.sock"`; empty for none.
"""

import logging
import socket
import time
from struct import pack
from urllib.parse import urlsplit

from django.conf import settings

from engagements.choices import ScanResult

log = logging.getLogger(__name__)

CONNECT_SECONDS = 3.0
# Time limit for the whole exchange, however slowly each byte arrives.
SECONDS = 20.0
CHUNK = 64 * 1024
ANSWER_MAX = 4096


class NoVerdict(Exception):
    """The scanner answered, but without a verdict on the file."""


def scan(content: bytes) -> ScanResult:
    """Scan a file's bytes with the configured scanner; return NOT_SCANNED if there is none or it fails."""
    address = getattr(settings, "CLAMD", "")
    if not address:
        return ScanResult.NOT_SCANNED
    try:
        answer = _ask(address, content, deadline=time.monotonic() + SECONDS)
        return _verdict(answer)
    except (OSError, ValueError, NoVerdict) as error:
        log.warning("The virus scanner gave no verdict: %s", type(error).__name__)
        return ScanResult.NOT_SCANNED


def _ask(address: str, content: bytes, *, deadline: float) -> bytes:
    """Send the bytes in length-prefixed chunks, ended by an empty one; return the answer up to its NUL."""
    with _connected(address) as connection:
        _send(connection, b"zINSTREAM\0", deadline)
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            _send(connection, pack(">I", len(piece)) + piece, deadline)
        _send(connection, pack(">I", 0), deadline)
        return _answer(connection, deadline)


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.create_connection((parts.hostname, parts.port), timeout=CONNECT_SECONDS)
    if parts.scheme != "unix" or not parts.path:
        raise ValueError("CLAMD is neither tcp://host:port nor unix:///path.")
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, data: bytes, deadline: float) -> None:
    _keep_to(connection, deadline)
    connection.sendall(data)


def _answer(connection: socket.socket, deadline: float) -> bytes:
    answer = b""
    while b"\0" not in answer:
        _keep_to(connection, deadline)
        piece = connection.recv(ANSWER_MAX)
        answer += piece
        if not piece or len(answer) > ANSWER_MAX:
            raise NoVerdict
    return answer.partition(b"\0")[0]


def _keep_to(connection: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _verdict(answer: bytes) -> ScanResult:
    """Parse an answer such as `stream: OK` or `stream: Some.Name FOUND`."""
    words = answer.strip()
    if words == b"stream: OK":
        return ScanResult.CLEAN
    if words.startswith(b"stream: ") and words.endswith(b" FOUND"):
        return ScanResult.INFECTED
    raise NoVerdict
