"""Keyset pagination: cursors and filters for lists sorted from newest to oldest."""

import re
from datetime import UTC, datetime, timedelta

from django.db.models import Q

_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_of(received_at: datetime, pk: int) -> str:
    """Return the cursor of a row, as used in URLs."""
    return f"{(received_at - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def older_than(cursor: str) -> Q:
    """Return the condition for rows after the cursor; an empty one for an invalid cursor."""
    match = _CURSOR.fullmatch(cursor)
    if not match:
        return Q()
    received_at, pk = _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    return Q(received_at__lt=received_at) | Q(received_at=received_at, pk__lt=pk)


def newer_than(cursor: str) -> Q:
    """Return the condition for rows before the cursor; one that matches nothing for an invalid cursor."""
    match = _CURSOR.fullmatch(cursor)
    if not match:
        return Q(pk__in=[])
    received_at, pk = _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    return Q(received_at__gt=received_at) | Q(received_at=received_at, pk__gt=pk)
