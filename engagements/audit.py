"""The audit trail: add rows, read the rows of a record, and verify that nothing was altered.

Each row is signed together with the hash of the previous row, with a key that is not in the database: database access
alone is not enough to forge a row. Truncation is detected by the signed head row, and by checkpoints stored elsewhere
(`engagements.checkpoints`).
"""

import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from engagements.choices import AuditedAct
from engagements.models import AuditChain, AuditEvent
from engagements.rules.actors import Actor
from engagements.rules.canonical import canonical_json

PERSONAL = "(personal)"
# Rows collected by the current `one_transaction` block, if there is one.
_waiting: ContextVar[list[AuditEvent] | None] = ContextVar("waiting rows of the trail", default=None)


@dataclass(frozen=True)
class ChainError:
    """An error in the chain: the position of the row, and a description."""

    position: int
    problem: str


def record(
    act: AuditedAct, target: Model, *, by: Actor, at: datetime, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """Add an event to the audit trail; call it in the transaction of the action.

    `changes` maps field names to new values; values of fields that the target declares personal are replaced by a
    marker. It locks the end of the chain until the transaction ends, so call it after all other locks are taken, or
    inside `one_transaction`.
    """
    event = AuditEvent(
        at=at,
        act=act,
        actor=by.audit_label,
        official=by.user,
        target_type=target._meta.model_name or "",
        target_id=str(target.pk or ""),
        changes=_without_personal_values(target, changes or {}),
    )
    waiting = _waiting.get()
    if waiting is None:
        _append([event])
    else:
        waiting.append(event)
    return event


@contextmanager
def one_transaction() -> Iterator[None]:
    """Run a block in a transaction and write its audit rows at the end.

    So the end of the chain, which every action needs, is locked briefly and after all other locks, which avoids
    deadlocks. A nested block leaves the writing to the outer one; if it fails, its rows are dropped with its savepoint.
    """
    with transaction.atomic():
        outer = _waiting.get()
        rows: list[AuditEvent] = []
        token = _waiting.set(rows)
        try:
            yield
        finally:
            _waiting.reset(token)
        if outer is None:
            _append(rows)
        else:
            outer.extend(rows)


def field_values(record: Model) -> dict[str, Any]:
    """Return the field values of a new record, for `changes`."""
    return {
        field.name: field.value_from_object(record) for field in record._meta.concrete_fields if not field.primary_key
    }


def trail_of(target: Model) -> QuerySet[AuditEvent]:
    """Return the events of a record, oldest first."""
    events = AuditEvent.objects.filter(target_type=target._meta.model_name, target_id=str(target.pk))
    return events.select_related("official").order_by("at", "pk")


def verify() -> list[ChainError]:
    """Return every error in the chain; an empty list means that it is intact.

    Concurrent writes are allowed. A row signed with an older key is valid only before the first row with a newer key.
    """
    found, keys = [], _keys()
    chain, position, previous = end_of_trail(), 0, ""
    holds_at_end = not chain.length
    for event in AuditEvent.objects.order_by("position").iterator(chunk_size=2_000):
        position += 1
        if event.position != position:
            found.append(ChainError(position, _("rows are missing")))
            position = event.position
        if event.previous_hash != previous:
            found.append(ChainError(position, _("does not follow from the row before")))
        text = _text_of(event)
        fitting = next((place for place, key in enumerate(keys) if _fits(event.hash, text, key)), None)
        if fitting is None:
            found.append(ChainError(position, _("was changed")))
        keys = keys[fitting or 0 :]
        previous = event.hash
        holds_at_end |= (position, previous) == (chain.length, chain.head)
    if chain.length and not is_signed(chain.seal, _end_in_words(chain)):
        found.append(ChainError(chain.length, _("the recorded end of the trail was changed")))
    if not holds_at_end or position > end_of_trail().length:
        found.append(ChainError(position, _("the trail ends elsewhere than recorded")))
    return found


def count() -> int:
    """Return how many rows the audit trail has."""
    return AuditEvent.objects.count()


def newest() -> int:
    """Return the id of the newest row, 0 without any."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def end_of_trail() -> AuditChain:
    """Return the recorded length of the audit trail and the hash of its last row."""
    return AuditChain.objects.first() or AuditChain()


def sign(text: str, *, key: str = "") -> str:
    """Return the HMAC-SHA-256 of a text, with the current audit key or the given one."""
    return hmac.new((key or settings.AUDIT_KEY).encode(), text.encode(), sha256).hexdigest()


def is_signed(signature: str, text: str) -> bool:
    """Return whether a text was signed with the current audit key or an earlier one."""
    return any(_fits(signature, text, key) for key in _keys())


def _fits(signature: str, text: str, key: str) -> bool:
    return hmac.compare_digest(signature.encode(), sign(text, key=key).encode())


def _keys() -> list[str]:
    """Return the audit keys, oldest first."""
    return [*reversed(settings.AUDIT_KEY_FALLBACKS), settings.AUDIT_KEY]


def _append(events: Sequence[AuditEvent]) -> None:
    """Lock the end of the chain, sign the rows one after another, and store them."""
    if not events:
        return
    with transaction.atomic(savepoint=False):
        chain, _is_new = AuditChain.objects.select_for_update(no_key=True).get_or_create(pk=1)
        for event in events:
            event.position, event.previous_hash = chain.length + 1, chain.head
            event.hash = sign(_text_of(event))
            chain.length, chain.head = event.position, event.hash
        chain.seal = sign(_end_in_words(chain))
        AuditEvent.objects.bulk_create(events)
        chain.save(update_fields=["length", "head", "seal"])


def _end_in_words(chain: AuditChain) -> str:
    return f"end of the trail {chain.length} {chain.head}"


def _text_of(event: AuditEvent) -> str:
    """Return the signed text: the previous hash and the row in canonical JSON."""
    row = {
        "position": event.position,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "act": str(event.act),
        "actor": event.actor,
        "official": event.official_id,
        "target_type": event.target_type,
        "target_id": event.target_id,
        "changes": event.changes,
    }
    return event.previous_hash + canonical_json(row)


def _without_personal_values(target: Model, changes: dict[str, Any]) -> dict[str, Any]:
    personal = target.PersonalData.personal  # type: ignore[attr-defined]
    return {name: PERSONAL if name in personal else _plain(value) for name, value in changes.items()}


def _plain(value: Any) -> Any:
    """Convert a value to JSON types, so that it reads back as it was hashed."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    # PostgreSQL normalises fractional numbers in JSON, which would change the hash.
    return value if value is None or isinstance(value, bool | int) else str(value)
