"""Parses URLs of databases, mail servers and the virus scanner into settings."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from portal.postgresql.limits import CONNECT_SECONDS

# synchronous=FULL: an acknowledged submission survives a power cut. Deleted rows are overwritten, and functions of an
# attached schema are not trusted.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON;"
)
SQLITE_OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
POSTGRES_SCHEMES = {"postgres", "postgresql"}
# A dead peer is detected in less than a minute, even on idle connections. Options in the URL take precedence.
POSTGRES_OPTIONS = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class AddressError(ValueError):
    """An unusable URL; the message continues the name of its variable."""


@dataclass(frozen=True)
class Mailbox:
    """Destination of outgoing mail: a folder of files, or an SMTP server."""

    folder: str = ""
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def database_from(address: str) -> dict[str, object]:
    """Parse `sqlite:///path` or `postgres://user:password@host:port/name?option=value` into database settings."""
    parts = _split(address, example="sqlite:///var/portal.sqlite3 or postgres://user:password@host:5432/name")
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in POSTGRES_SCHEMES:
        return _postgresql(parts)
    raise AddressError("must begin with sqlite:/// or postgres://.")


def mailbox_from(address: str) -> Mailbox:
    """Parse `file:///folder` or `smtp+tls://user:password@host:587` into a mailbox."""
    parts = _split(address, example="smtp+tls://user:password@mail.example.org:587 or file:///var/mail")
    if parts.scheme == "file" and parts.path:
        return Mailbox(folder=unquote(parts.path))
    if parts.scheme in SMTP_PORTS and parts.hostname:
        return _smtp(parts)
    raise AddressError("must begin with smtp://, smtp+tls://, smtps:// or file:/// and name a server or a folder.")


def _split(address: str, *, example: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise AddressError(f"is not an address ({error}): set it like {example}.") from error
    return parts


def _sqlite(parts: SplitResult) -> dict[str, object]:
    path = unquote(parts.path).removeprefix("/")
    if not path or parts.netloc:
        raise AddressError(
            "must name a file, for example sqlite:///var/portal.sqlite3 or sqlite:////srv/portal.sqlite3."
        )
    return {"ENGINE": "portal.sqlite", "NAME": str(Path(path).resolve()), "OPTIONS": dict(SQLITE_OPTIONS)}


def _postgresql(parts: SplitResult) -> dict[str, object]:
    name = unquote(parts.path).strip("/")
    if not name:
        raise AddressError("must name a database after the host, for example postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "portal.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Each server thread keeps its connection, and checks it before reuse.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": POSTGRES_OPTIONS | dict(parse_qsl(parts.query)),
    }


def _smtp(parts: SplitResult) -> Mailbox:
    return Mailbox(
        host=str(parts.hostname),
        port=parts.port or SMTP_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )


def scanner_from(address: str) -> str:
    """Parse `host:port` or a socket path into a `tcp://` or `unix://` URL."""
    if address.startswith("/"):
        return f"unix://{address}"
    parts = _split(f"tcp://{address}", example="127.0.0.1:3310 or /run/clamav/clamd.sock")
    if not (parts.hostname and parts.port) or parts.path or parts.username is not None or "://" in address:
        raise AddressError(
            "is not where a scanner listens: set it to host:port, such as 127.0.0.1:3310, or to the path of its "
            "socket, such as /run/clamav/clamd.sock."
        )
    return f"tcp://{address}"
