"""The portal behind the real gunicorn, with the settings of production, on a port of its own."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.site import OWN, ROOT

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 90
# What systemd does for a service with a .socket unit: the listening socket is number 3, and variables say so.
HAND_OVER = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); "
    "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[2:]])"
)
GUNICORN = ("-m", "gunicorn", "-c", "python:portal.serving")


@dataclass
class Served:
    """A running server: where it answers, which process its supervisor knows, and what it wrote."""

    listener: socket.socket
    log: Path
    environment: dict[str, str]
    arguments: tuple[str, ...] = ()
    pid: int = 0
    groups: list[int] = field(default_factory=list)
    notices: socket.socket = field(default_factory=lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))

    def __post_init__(self) -> None:
        self.port = self.listener.getsockname()[1]
        name = f"portal-{os.getpid()}-{self.port}"
        self.notices.bind(f"\0{name}")
        self.environment = self.environment | {"NOTIFY_SOCKET": f"@{name}"}

    def start(self, *, opens_port: bool = False) -> None:
        """Start gunicorn on the socket that listens already, or close that and let gunicorn open the port itself."""
        if opens_port:
            self.listener.close()
            command = [sys.executable, *GUNICORN, *self.arguments, "--bind", f"{HOST}:{self.port}"]
        else:
            command = [sys.executable, "-c", HAND_OVER, str(self.listener.fileno()), *GUNICORN, *self.arguments]
        passed = () if opens_port else (self.listener.fileno(),)
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
                pass_fds=passed,
                start_new_session=True,
            )
        self.pid = process.pid
        self.groups.append(process.pid)

    def stop(self) -> None:
        """End the server as a supervisor does: requests under way are finished first."""
        os.kill(self.pid, signal.SIGTERM)
        self.wait_for_end(self.pid)

    def end(self) -> None:
        """End every process of this server at once, those of a test that failed, too."""
        for group in self.groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(group, 0)
        self.notices.close()

    def renew(self) -> None:
        """Let a new server start beside the running one and take its place; know its process afterwards."""
        former = self.pid
        os.kill(former, signal.SIGUSR2)
        self.wait_for_end(former)
        told = self.told()
        self.pid = int(told[-1].removeprefix("MAINPID="))

    def told(self) -> list[str]:
        """Return the notices that the server has sent to its supervisor since the last time."""
        notices = []
        self.notices.settimeout(0)
        with suppress(BlockingIOError):
            while True:
                notices.extend(self.notices.recv(4096).decode().splitlines())
        return [notice for notice in notices if not notice.startswith("STATUS=")]

    def wait_for_end(self, pid: int) -> None:
        """Wait until a process has ended."""
        watched = os.pidfd_open(pid)
        try:
            assert select.select([watched], [], [], SECONDS_TO_STOP)[0], f"still running:\n{self.written()[-4000:]}"
        finally:
            os.close(watched)
        with suppress(ChildProcessError):  # one that took over is no child of ours
            os.waitpid(pid, os.WNOHANG)

    def wait(self) -> None:
        """Wait until the server answers."""
        asked = b"GET /healthz HTTP/1.0\r\nHost: feedback.example.org\r\n\r\n"
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            with suppress(TimeoutError):
                if self.raw(asked, timeout=5).startswith(b"HTTP/1.0 200 "):
                    return
            time.sleep(0.1)
        raise AssertionError(f"the server did not answer:\n{self.written()[-4000:]}")

    def static(self, name: str) -> bytes:
        """Return the address at which a static file is served."""
        collected = Path(self.environment["DATA_DIR"]) / "static" / "staticfiles.json"
        return f"/static/{json.loads(collected.read_bytes())['paths'][name]}".encode()

    def connect(self, *, timeout: float = 20, receive_buffer: int = 0) -> socket.socket:
        """Open a connection, with a receive buffer of so many bytes for a visitor who reads little at a time."""
        client = socket.socket()
        if receive_buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.settimeout(timeout)
        client.connect((HOST, self.port))
        return client

    def raw(self, request: bytes, *, timeout: float = 20) -> bytes:
        """Send bytes as they are, and return all that comes back until the server closes; empty where it refuses."""
        try:
            with self.connect(timeout=timeout) as client:
                client.sendall(request)
                return b"".join(iter(lambda: client.recv(65536), b""))
        except ConnectionError:
            return b""

    def written(self) -> str:
        """Return what the server wrote to its log."""
        return self.log.read_text(errors="replace")


def prepared(folder: Path) -> dict[str, str]:
    """Collect the static files in a folder, and return the environment of a server there, without a database."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN}
    environment = kept | {
        "SECRET_KEY": "only-for-tests-of-the-server-0123456789-abcdefghijkl",
        "AUDIT_KEY": "only-for-the-trail-of-the-server-0123456789-abcdefgh",
        "SITE_URL": "https://feedback.example.org",
        "EMAIL_URL": f"file://{folder / 'mail'}",
        "MAIL_FROM": "feedback@example.org",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "DATA_DIR": str(folder / "data"),
        "DEMONSTRATION": "0",
        "TRUSTED_PROXY_COUNT": "0",
        "WEB_WORKERS": "2",
        "WEB_THREADS": "4",
        "LOG_LEVEL": "INFO",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    return environment


@contextmanager
def served(folder: Path, environment: dict[str, str], *arguments: str, **settings: str) -> Iterator[Served]:
    """Start a server on a listening socket that stays open, with some settings changed; yield it, and stop it."""
    with socket.create_server((HOST, 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        log = folder / f"server-{port}.log"
        server = Served(listener, log, environment | settings, arguments)
        server.start()
        try:
            server.wait()
            yield server
        finally:
            server.end()
