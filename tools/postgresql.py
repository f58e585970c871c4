"""A throw-away PostgreSQL from the programs installed here, on a free loopback port, run by an ordinary user."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tools.ports import free_port

SECONDS_TO_START = 60
ROOM_WANTED = 2 * 1024**3
USER = "tests"


def programs() -> Path | None:
    """Return the folder that holds initdb and postgres, the newest version first; None when there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*folders, *([Path(on_path).resolve().parent] if on_path else [])]
    return next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "postgres").exists()), None
    )


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a server with the programs in `folder`, yield its address as DATABASE_URL wants it, and stop it."""
    home = Path(tempfile.mkdtemp(prefix="portal-postgres-", dir=_roomy()))
    password = secrets.token_urlsafe(24)
    port = free_port()
    try:
        _make(folder, home=home, password=password)
        server = _start(folder, home=home, port=port)
        try:
            address = f"postgres://{USER}:{password}@127.0.0.1:{port}/postgres"
            _wait(server, home=home, address=address)
            yield address
        finally:
            server.send_signal(2)  # SIGINT: end sessions and shut down cleanly
            server.wait(timeout=60)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _roomy() -> str | None:
    # In memory the cluster is as durable as a test needs, and setting up its databases takes a third of the time.
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_WANTED
    return str(memory) if has_room else None


def _as_ordinary_user() -> dict[str, Any]:
    """Return what Popen needs to leave root behind, since PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _make(folder: Path, *, home: Path, password: str) -> None:
    user = _as_ordinary_user()
    secret = home / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if user:
        os.chown(home, user["user"], user["group"])
        os.chown(secret, user["user"], user["group"])
    command = [folder / "initdb", "--pgdata", home / "data", "--username", USER, "--pwfile", secret]
    options = ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-instructions"]
    subprocess.run([*command, *options], check=True, cwd=home, stdout=subprocess.DEVNULL, **user)


def _start(folder: Path, *, home: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "timezone": "UTC"}
    # The rows of a test are rolled back before a vacuum comes. It would note that the tables are empty, and the planner
    # would choose nested loops for the rows of the next test.
    settings["autovacuum"] = "off"
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        command = [folder / "postgres", "-D", home / "data", *options]
        return subprocess.Popen(
            command, cwd=home, stdout=log, stderr=log, start_new_session=True, **_as_ordinary_user()
        )


def _wait(server: subprocess.Popen[bytes], *, home: Path, address: str) -> None:
    """Wait until the server lets somebody in; it listens a little earlier, while it is still starting up."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text()}")
