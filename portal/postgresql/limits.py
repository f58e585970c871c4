"""Time limits of this process for one database response: seconds for pages, minutes for commands."""

from django.conf import settings

# To connect, and to check a persistent connection.
CONNECT_SECONDS = 3
# The server aborts a statement itself. If it is still silent this long after the limit, it does not respond at all.
GRACE_SECONDS = 3
# Maximum wait for a lock; a page waits at most half of its limit.
LOCK_SECONDS_MAX = 60

_pages: list[bool] = []


def serve_pages() -> None:
    """Use the limits of pages in this process from now on."""
    _pages[:] = [True]


def statement_seconds() -> int:
    """Return the limit of one statement in seconds."""
    return settings.DATABASE_PAGE_LIMIT if _pages else settings.DATABASE_COMMAND_LIMIT


def server_options() -> str:
    """Return the server options of a new connection; values in milliseconds."""
    seconds = statement_seconds()
    limits = {
        "statement_timeout": seconds,
        "lock_timeout": min(seconds / 2, LOCK_SECONDS_MAX),
        "idle_in_transaction_session_timeout": seconds * 6,
    }
    return " ".join(f"-c {name}={int(limit * 1000)}" for name, limit in limits.items())
