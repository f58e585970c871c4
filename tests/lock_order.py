"""Watches in which order acts take their locks: the end of the trail comes last.

Whoever holds the end of the trail, which every act needs, must not wait for a row that somebody else may hold who waits
for the end of the trail. So after it is locked, no row of a table is locked or changed of which none was before.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

END_OF_TRAIL = "engagements_auditchain"
LOCKS = re.compile(
    r'(?P<select>SELECT .*? FROM "(?P<selected>\w+)".* FOR (?:NO KEY )?UPDATE)|UPDATE "(?P<updated>\w+)"'
    r'|DELETE FROM "(?P<deleted>\w+)"|INSERT INTO "(?P<inserted>\w+)"',
    re.DOTALL,
)


class LockOrder:
    """The order in which each transaction of a test takes its locks; the one around the test does not count."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self._transaction: object = None
        self._touched: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        blocks = [block for block in connection.atomic_blocks if not block._from_testcase]
        if not blocks or blocks[0] is not self._transaction:
            self._transaction, self._touched = blocks[0] if blocks else None, set()
        if blocks and (match := LOCKS.match(sql)):
            self._note(match)
        return execute(sql, params, many, context)

    def _note(self, match: re.Match[str]) -> None:
        [table] = [name for kind, name in match.groupdict().items() if name and kind != "select"]
        is_new = table not in self._touched and not match["inserted"]
        if is_new and END_OF_TRAIL in self._touched:
            self.wrong.append(match[0])
        self._touched.add(table)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Yield the statements that took a lock too late, as they come; on SQLite, with its one writer, there are none."""
    order = LockOrder()
    if connection.vendor != "postgresql":
        yield order.wrong
        return
    with connection.execute_wrapper(order):
        yield order.wrong
