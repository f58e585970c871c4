"""The portal as `make run` starts it, on a data folder of its own."""

import email
import email.policy
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tools.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 180
SECONDS_FOR_MAIL = 30
PASSWORD = "voices-of-march-2025"
# What the person who runs the tests has set for their own portal must not reach this one.
OWN = {
    "DATABASE_URL",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "SECRET_KEY",
    "AUDIT_KEY",
    "AUDIT_KEY_FALLBACKS",
    "AUDIT_CHECKPOINTS",
    "MFA_REQUIRED",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
}


@dataclass(frozen=True)
class Site:
    """A running portal: where it answers, and where it keeps its data and mail."""

    url: str
    data: Path
    # As DATABASE_URL has it; empty where the data folder holds an SQLite database.
    database: str = ""

    def mails_to(self, address: str, *, at_least: int = 1) -> list[EmailMessage]:
        """Return the mails that reached an address, oldest first, once there are so many; wait for them a while."""
        deadline = time.monotonic() + SECONDS_FOR_MAIL
        while time.monotonic() < deadline:
            found = [mail for mail in self.mails() if address in (mail["To"] or "")]
            if len(found) >= at_least:
                return found
            time.sleep(0.5)
        raise AssertionError(f"fewer than {at_least} mails to {address} within {SECONDS_FOR_MAIL} seconds")

    def mails(self) -> list[EmailMessage]:
        """Return every mail delivered so far, oldest first."""
        files = sorted((self.data / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        return [mail for file in files for mail in _messages_in(file.read_bytes())]

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's data and return what it prints."""
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str) -> str:
        """Run the interpreter as a process of this portal, and return what it prints."""
        environment = _environment(self) | {"DEMONSTRATION": "1", "SITE_URL": self.url}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def running_site(data: Path, *, database: str = "", **settings: str) -> Iterator[Site]:
    """Start the demonstration, with some settings changed, on a free port, yield it once it is ready, and stop it."""
    port = free_port()
    site = Site(url=f"http://127.0.0.1:{port}", data=data, database=database)
    log = data.with_name(f"{data.name}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.demonstration"],
            cwd=ROOT,
            env=_environment(site) | {"PORT": str(port), "WEB_WORKERS": "2"} | settings,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_ready(process, url=site.url, log=log)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=60)


def _environment(site: Site) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OWN}
    return kept | {"DATA_DIR": str(site.data)} | ({"DATABASE_URL": site.database} if site.database else {})


def _wait_until_ready(process: subprocess.Popen[bytes], *, url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        if _is_ready(url):
            return
        time.sleep(0.5)
    raise AssertionError(f"the portal did not get ready:\n{log.read_text(errors='replace')}")


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _messages_in(written: bytes) -> list[EmailMessage]:
    # Django's file backend ends each message with a line of 79 dashes.
    parts = written.split(b"\n" + b"-" * 79 + b"\n")
    messages = [email.message_from_bytes(part, policy=email.policy.default) for part in parts if part.strip()]
    return [message for message in messages if isinstance(message, EmailMessage)]
