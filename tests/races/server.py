"""A database of its own for a portal that a test starts, on the server that the suite runs on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextmanager
def database_for(name: str) -> Iterator[str]:
    """Yield a DATABASE_URL: a new database where the suite runs on PostgreSQL, or nothing, which means SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    with database_on(server, name) as address:
        yield address


@contextmanager
def database_on(server: str, name: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a new database on a server, and remove it in the end."""
    fresh = f"{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
        try:
            yield urlsplit(server)._replace(path=f"/{fresh}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(fresh)))
