"""How long this process waits for one answer of the database: pages seconds, commands minutes."""

from django.conf import settings

# To connect, and to hear whether a connection that was kept is still good.
CONNECT_SECONDS = 3
# The server ends a statement itself. Where it says nothing so long after it should have, it does not answer at all.
GRACE_SECONDS = 3
# Most seconds to wait for what somebody else has locked; a page waits half of its time.
LOCK_SECONDS_MAX = 60

_pages: list[bool] = []


def serve_pages() -> None:
    """Wait from now on, in this process, as people do who have asked for a page."""
    _pages[:] = [True]


def statement_seconds() -> int:
    """Return how long one statement may take."""
    return settings.DATABASE_PAGE_LIMIT if _pages else settings.DATABASE_COMMAND_LIMIT


def server_options() -> str:
    """Return what the server is told when a connection begins; it counts in milliseconds."""
    seconds = statement_seconds()
    limits = {
        "statement_timeout": seconds,
        "lock_timeout": min(seconds / 2, LOCK_SECONDS_MAX),
        "idle_in_transaction_session_timeout": seconds * 6,
    }
    return " ".join(f"-c {name}={int(limit * 1000)}" for name, limit in limits.items())
