"""Pages by key: the place of a row in a list that runs from new to old, and what lies on either side of it."""

import re
from datetime import UTC, datetime, timedelta

from django.db.models import Q

_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_of(received_at: datetime, pk: int) -> str:
    """Return the place of a row in the list, as an address carries it."""
    return f"{(received_at - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def older_than(cursor: str) -> Q:
    """Return what follows a row; everything, for a cursor that means nothing."""
    match = _CURSOR.fullmatch(cursor)
    if not match:
        return Q()
    received_at, pk = _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    return Q(received_at__lt=received_at) | Q(received_at=received_at, pk__lt=pk)


def newer_than(cursor: str) -> Q:
    """Return what stands before a row; nothing, for a cursor that means nothing."""
    match = _CURSOR.fullmatch(cursor)
    if not match:
        return Q(pk__in=[])
    received_at, pk = _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    return Q(received_at__gt=received_at) | Q(received_at=received_at, pk__gt=pk)
