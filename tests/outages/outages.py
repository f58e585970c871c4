"""The outages: what goes wrong, who sends what meanwhile, and what became of it."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.outages.browsing import CSRF, Answer, Browser
from tests.outages.relay import Relay, relay
from tests.races.inside import SLUG
from tests.races.races import inside
from tests.races.server import database_on
from tests.site import PASSWORD, Site, running_site

SECONDS_TO_RECOVER = 60
# Shorter than in production: nobody has to wait for it here.
LIMIT = "4s"
SUBMIT = f"/consultations/{SLUG}/submit/"
TYPED = {
    "summary": "Race changed meanwhile",
    "experience": "\r\nThe tranche came “late”:\r\n\r\n  <b>twice</b>, देर से",
}
FILE = ("attachments", "stages.csv", b"Stage,Days\nTrials,240\n")

Outage = Callable[[], AbstractContextManager[object]]


@dataclass
class Outcome:
    """What people saw while it lasted, and what was stored in the end."""

    statuses: dict[str, int] = field(default_factory=dict)
    healthz_ms: int = 0
    given_back: int = 0
    wrong: list[str] = field(default_factory=list)
    acknowledged: int = 0
    stored: int = 0

    def __str__(self) -> str:
        seen = " ".join(f"{name}={status}" for name, status in self.statuses.items())
        kept = 100 * self.given_back // max(1, self.given_back + len(self.wrong))
        lost = self.acknowledged - self.stored
        return f"{seen} healthz_ms={self.healthz_ms} answers_kept={kept}% acked={self.acknowledged} acked_lost={lost}"


@dataclass
class Attempt:
    """One person's form, sent while something is wrong, and then again from the page that came back."""

    browser: Browser
    path: str
    fields: list[tuple[str, str]]
    file: tuple[str, str, bytes] | None = None
    answer: Answer | None = None

    def send(self) -> int:
        """Send the form; return the status."""
        self.answer = self.browser.send(self.path, self.fields, file=self.file)
        return self.answer.status

    def send_until_taken(self, outcome: Outcome) -> None:
        """Send the form of the page for another try until it is taken; note what that page did not hold as it was."""
        deadline = time.monotonic() + SECONDS_TO_RECOVER
        while self.answer and self.answer.status == 503:
            assert time.monotonic() < deadline, f"{self.path} is still answered with 503"
            form = self.answer.form
            held = [(one.name, one.value) for one in form.controls]
            sent = [one for one in self.fields if one[0] != CSRF]
            outcome.given_back += sum(one in held for one in sent)
            outcome.wrong += [f"{self.path}: not given back: {one}" for one in sent if one not in held]
            shown = {one.name for one in form.controls if one.kind not in ("hidden", "file")}
            outcome.wrong += [f"{self.path}: shown: {name}" for name in shown - TYPED.keys()]
            outcome.wrong += [] if self.answer.headers["Retry-After"] else [f"{self.path}: no Retry-After"]
            outcome.wrong += [] if form.takes_files == bool(self.file) else [f"{self.path}: files"]
            self.fields = form.filled()
            self.send()
        assert self.answer and self.answer.status == 303, f"{self.path} was answered with {self.answer}"


def during(site: Site, outage: Outage, *, with_file: bool = False) -> Outcome:
    """Let people send a step, the whole form and a log-in while something is wrong, and again when it is over."""
    outcome, before = Outcome(), inside(site, "sent", 0)["rows"]
    first, second = (Browser(site.url, draft=draft["token"]) for draft in inside(site, "drafts_to_send", 2))
    official, anyone = Browser(site.url), Browser(site.url)
    step = Attempt(first, f"{SUBMIT}point/", first.get(f"{SUBMIT}point/").form.filled(**TYPED))
    step.file = FILE if with_file else None
    whole = Attempt(second, f"{SUBMIT}check/", second.get(f"{SUBMIT}check/").form.filled())
    account = official.get("/accounts/login/").form.filled(login="officer@example.org", password=PASSWORD)
    log_in = Attempt(official, "/accounts/login/", account)
    tried: dict[str, Callable[[], int]] = {
        "step": step.send,
        "whole": whole.send,
        "log_in": log_in.send,
        "readyz": lambda: anyone.get("/readyz").status,
    }
    with outage(), ThreadPoolExecutor(len(tried)) as people:
        waiting = {name: people.submit(act) for name, act in tried.items()}
        began = time.monotonic()
        outcome.statuses["healthz"] = Browser(site.url).get("/healthz").status
        outcome.healthz_ms = round(1000 * (time.monotonic() - began))
        outcome.statuses |= {name: one.result() for name, one in waiting.items()}

    _wait_until_ready(anyone)
    step.send_until_taken(outcome)
    whole.send_until_taken(outcome)
    if log_in.answer and log_in.answer.status == 503:
        outcome.wrong += ["the password is shown"] if PASSWORD in log_in.answer.body else []
        outcome.statuses["log_in_again"] = log_in.send()
    last = Attempt(first, f"{SUBMIT}check/", first.get(f"{SUBMIT}check/").form.filled())
    last.send()
    last.send_until_taken(outcome)
    outcome.acknowledged = sum("DDP-" in person.get(f"{SUBMIT}done/").body for person in (first, second))
    outcome.stored = inside(site, "sent", 0)["rows"] - before
    return outcome


def _wait_until_ready(browser: Browser) -> None:
    deadline = time.monotonic() + SECONDS_TO_RECOVER
    while not _is_ready(browser):
        assert time.monotonic() < deadline, "the portal did not get ready again by itself"
        time.sleep(0.2)


def _is_ready(browser: Browser) -> bool:
    try:
        return browser.get("/readyz").status == 200
    except ConnectionError:  # its server is being started again
        return False


def all_outages(home: Path, *, server: str) -> Iterator[tuple[str, Outcome]]:
    """Start the portal once, on PostgreSQL where a server is given, and let one after the other go wrong.

    Where this process may not mount a disk, what needs one is left out.
    """
    disk = home / "disk"
    disk.mkdir()
    with ExitStack() as stack:
        has_own_disk = may_mount(disk)
        if has_own_disk:
            stack.enter_context(small_disk(disk))
        through, database = None, ""
        if server:
            database = stack.enter_context(database_on(server, "outages"))
            through, database = stack.enter_context(relay(database))
        site = stack.enter_context(running_site(disk / "data", database=database, DATABASE_PAGE_LIMIT=LIMIT))
        outages = postgresql_outages(through, server, database) if through else sqlite_outages(site.data)
        outages |= {"full": lambda: full_disk(disk)}
        for name, outage in outages.items():
            if has_own_disk or (name != "full" and (through or name != "read_only")):
                yield name, during(site, outage, with_file=name == "full")


# PostgreSQL


def postgresql_outages(through: Relay, server: str, database: str) -> dict[str, Outage]:
    """Return what can go wrong with a PostgreSQL behind a relay; `server` leads past it, to another database."""
    name = sql.Identifier(urlsplit(database).path.strip("/"))

    def act(*statements: str) -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(sql.SQL(statement).format(name=name, word=sql.Literal(name.as_string().strip('"'))))

    end_sessions = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {word}"

    @contextmanager
    def read_only() -> Iterator[None]:
        act("ALTER DATABASE {name} SET default_transaction_read_only = on", end_sessions)
        try:
            yield
        finally:
            act("ALTER DATABASE {name} RESET default_transaction_read_only", end_sessions)

    @contextmanager
    def locked(condition: str) -> Iterator[None]:
        past = urlsplit(server)._replace(path=urlsplit(database).path).geturl()
        with psycopg.connect(past) as connection:
            found = connection.execute(f"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND {condition}")
            names = sql.SQL(", ").join(sql.Identifier(table) for (table,) in found)
            connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(names))
            yield
            connection.rollback()

    return {
        "refused": through.refusing,
        "hanging": through.silent,
        "read_only": read_only,
        "locked": lambda: locked("TRUE"),
        "drafts_locked": lambda: locked("tablename = 'engagements_draft'"),
    }


# SQLite, and the disk


def sqlite_outages(data: Path) -> dict[str, Outage]:
    """Return what can go wrong with an SQLite database in a data folder."""

    @contextmanager
    def locked() -> Iterator[None]:
        connection = sqlite3.connect(data / "portal.sqlite3", isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.rollback()
            connection.close()

    return {"locked": locked, "read_only": lambda: mounted_read_only(data)}


@contextmanager
def mounted_read_only(folder: Path) -> Iterator[None]:
    """Lay a view of a folder over it that takes no writes; what is open already is not touched."""
    _mount("--bind", folder, folder)
    try:
        _mount("-o", "remount,bind,ro", folder)
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def full_disk(disk: Path) -> Iterator[None]:
    """Fill a disk to its last byte; an SQLite database on it has no room left in its log either."""
    for database in disk.glob("*/portal.sqlite3"):
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filler = disk / "filler"
    try:
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(1 << 20)):
                pass
        with suppress(OSError), filler.open("ab", buffering=0) as file:
            while file.write(b"0"):
                pass
        yield
    finally:
        filler.unlink()


@contextmanager
def small_disk(folder: Path, *, megabytes: int = 700) -> Iterator[Path]:
    """Mount a small disk in memory on a folder."""
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tests", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def may_mount(folder: Path) -> bool:
    """Return whether this process may mount something on a folder."""
    if os.getuid() != 0:
        return False
    try:
        with small_disk(folder, megabytes=1):
            return True
    except subprocess.CalledProcessError:
        return False


def _mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *arguments], check=True, stderr=subprocess.DEVNULL)
