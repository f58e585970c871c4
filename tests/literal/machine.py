"""An empty machine to start the portal on: a home folder, and an account that types commands."""

import os
import pty
import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.literal import page

SECONDS_FOR_A_BLOCK = 600
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 60
WORDS_BEFORE_AN_ANSWER = (b": ", b"? ")


class Failed(AssertionError):
    """A command did not do what the page promises; the message holds what it printed."""


@dataclass
class Machine:
    """A home folder with the portal in it, as the page has it after step 1.

    `database` is a server that makes databases, as an address, or empty for SQLite.
    """

    home: Path
    database: str = ""
    is_whole: bool = False
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The word by which the page narrows its blocks."""
        return "postgresql" if self.database else "sqlite"

    @property
    def code(self) -> Path:
        return self.home / "portal"

    def put_code(self) -> None:
        """Copy the working tree, and link the environment of packages unless everything is to be made anew."""
        self.home.mkdir(parents=True, exist_ok=True)
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        found = subprocess.run(listing, cwd=page.ROOT, check=True, stdout=subprocess.PIPE).stdout
        for name in filter(None, found.decode().split("\0")):
            source, target = page.ROOT / name, self.code / name
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        if not self.is_whole:
            self._link_packages()

    def _link_packages(self) -> None:
        packages = Path(sys.prefix)
        lock, installed = page.ROOT / "requirements" / "dev.txt", packages / "dev.lock"
        if not installed.is_file() or installed.read_bytes() != lock.read_bytes():
            # What the page tells to type would change the packages that run this.
            raise Failed("The packages installed are not those of requirements/dev.txt: run sh .ci/environment dev.")
        (self.code / ".venv").symlink_to(packages)

    def here(self, text: str) -> str:
        """Return what the page says with its home folder put where this one is."""
        return text.replace(page.HOME, str(self.home))

    def environment(self) -> dict[str, str]:
        """Return what an account begins with: nothing of the portal's."""
        begins = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}
        if self.is_whole:
            begins |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
        if not self.database:
            return begins
        server = urlsplit(self.database)
        return begins | {
            "PGHOST": server.hostname or "",
            "PGPORT": str(server.port or ""),
            "PGUSER": unquote(server.username or ""),
            "PGPASSWORD": unquote(server.password or ""),
        }

    def type(self, commands: str) -> str:
        """Type a block into a new shell whose mask is the usual one; return what it prints."""
        lines = f"umask 022\nset -e\n{READ_SETTINGS}{self.here(commands)}"
        done = subprocess.run(
            ["bash", "-c", lines],
            cwd=self.home,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS_FOR_A_BLOCK,
            text=True,
        )
        if done.returncode:
            raise Failed(f"{commands}\nended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def answer(self, commands: str, answers: list[str]) -> str:
        """Type a block that asks questions at a terminal, and answer them in their order; return the conversation."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            ["bash", "-c", f"umask 022\nset -e\n{READ_SETTINGS}{self.here(commands)}"],
            cwd=self.home,
            env=self.environment(),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        said, left, deadline = b"", list(answers), time.monotonic() + SECONDS_TO_ANSWER
        while time.monotonic() < deadline and (process.poll() is None or select.select([ours], [], [], 0)[0]):
            if not select.select([ours], [], [], 0.2)[0]:
                continue
            try:
                said += os.read(ours, 4096)
            except OSError:  # the other side is closed: it has ended
                break
            if left and said.endswith(WORDS_BEFORE_AN_ANSWER):
                os.write(ours, f"{left.pop(0)}\n".encode())
        os.close(ours)
        if process.wait(timeout=SECONDS_TO_ANSWER) or left:
            raise Failed(f"{commands}\nended with {process.returncode}:\n{said.decode(errors='replace')}")
        return said.decode(errors="replace")

    def run_unit(self, name: str, instance: str = "") -> None:
        """Run what a unit of one run starts, one after the other, and wait for the end."""
        for line in page.unit(name)["ExecStart"]:
            started = self._of_unit(name, line.replace("%i", instance))
            done = subprocess.run(**started, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode:
                raise Failed(f"{name} {instance} ended with {done.returncode}:\n{done.stdout.decode()}")

    def start_unit(self, name: str, listener: socket.socket | None = None) -> None:
        """Start what a unit keeps running, with a socket handed over as systemd does it."""
        log = (self.home.parent / f"{name}.log").open("ab")
        started = self._of_unit(name, page.unit(name)["ExecStart"][0])
        if listener is not None:
            # The third descriptor is the socket; the number of the process has to be its own.
            shell = f'exec 3<&{listener.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
            started |= {"args": ["bash", "-c", shell, "bash", *started["args"]], "pass_fds": [listener.fileno()]}
        self.processes.append(subprocess.Popen(**started, stdout=log, stderr=log))
        log.close()

    def stop_units(self) -> None:
        """Stop everything that was started, as systemd does."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=SECONDS_TO_STOP)
        self.processes.clear()

    def logs(self) -> str:
        """Return what the units wrote."""
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.home.parent.glob("*.service.log")))

    def _of_unit(self, name: str, line: str) -> dict[str, Any]:
        settings = page.unit(name)
        environment = page.settings_in(Path(self.here(settings["EnvironmentFile"][0])))
        return {
            "args": self.here(line).split(),
            "cwd": self.here(settings["WorkingDirectory"][0]),
            "env": {"PATH": os.environ["PATH"], "HOME": str(self.home), **environment},
            "umask": 0o022,  # looser than the unit's, to see that the portal does not rely on it
        }


# What the page tells to type first in every session, once there is something to read.
READ_SETTINGS = "if [ -f ~/portal.env ]; then cd ~/portal; set -a; . ~/portal.env; set +a; fi\n"


@contextmanager
def listening() -> Iterator[socket.socket]:
    """Open the socket that `portal.socket` describes, on a free port of this machine."""
    settings = page.unit("portal.socket")
    host, _colon, _port = settings["ListenStream"][0].partition(":")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, 0))
        listener.listen(int(settings["Backlog"][0]))
        yield listener
