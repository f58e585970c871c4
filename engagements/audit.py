"""The audit trail: add a row, read a record's trail, and prove that nothing was altered.

Each row is signed together with the hash of the row before it, with a key that the database does not hold: whoever can
write to the database but not read the key can make no row that fits. That the end was not cut off is proved by the
signed head row, and by checkpoints kept elsewhere (`engagements.checkpoints`).
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
# The rows of the block that is under way, where there is one (`one_transaction`).
_waiting: ContextVar[list[AuditEvent] | None] = ContextVar("waiting rows of the trail", default=None)


@dataclass(frozen=True)
class ChainError:
    """A place at which the trail does not hold: the position of the row, and what is wrong in words."""

    position: int
    problem: str


def record(
    act: AuditedAct, target: Model, *, by: Actor, at: datetime, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """Add an act to the trail, within the transaction of the act itself.

    `changes` maps field names to new values; values of fields that the target declares personal are left out,
    only the fact that they changed is kept. From here on everybody else's acts wait for the end of the transaction:
    call it after all that may have to wait for others, or inside `one_transaction`.
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
    """Run a block in a transaction, and write the rows of all its acts at its end.

    So the end of the trail, which every act needs, is locked for moments only, and after all other locks: nobody who
    holds it waits for somebody who wants it. A block inside another one leaves the writing to the outer one; where it
    fails, its rows go with its savepoint.
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
    """Return what a new record says of itself, field by field, as `changes` wants it."""
    return {
        field.name: field.value_from_object(record) for field in record._meta.concrete_fields if not field.primary_key
    }


def trail_of(target: Model) -> QuerySet[AuditEvent]:
    """Return the acts on a record, oldest first."""
    events = AuditEvent.objects.filter(target_type=target._meta.model_name, target_id=str(target.pk))
    return events.select_related("official").order_by("at", "pk")


def verify() -> list[ChainError]:
    """Return every place at which the trail was changed, cut or added to; an empty list means that it is whole.

    Others may write meanwhile. Rows signed with an earlier key count only before the first one with a later key.
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
    """Return how many rows the trail has."""
    return AuditEvent.objects.count()


def newest() -> int:
    """Return the id of the row that was written last; 0 where there is none."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def end_of_trail() -> AuditChain:
    """Return how long the trail is and the hash of its last row, as recorded."""
    return AuditChain.objects.first() or AuditChain()


def sign(text: str, *, key: str = "") -> str:
    """Return HMAC-SHA-256 of a text, with the trail's key of today or another one."""
    return hmac.new((key or settings.AUDIT_KEY).encode(), text.encode(), sha256).hexdigest()


def is_signed(signature: str, text: str) -> bool:
    """Return whether a text was signed with the trail's key of today or an earlier one."""
    return any(_fits(signature, text, key) for key in _keys())


def _fits(signature: str, text: str, key: str) -> bool:
    return hmac.compare_digest(signature.encode(), sign(text, key=key).encode())


def _keys() -> list[str]:
    """Return the keys of the trail, the earliest first."""
    return [*reversed(settings.AUDIT_KEY_FALLBACKS), settings.AUDIT_KEY]


def _append(events: Sequence[AuditEvent]) -> None:
    """Lock the end of the trail, sign the rows one after another, and store them."""
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
    """Return what is signed: the hash of the row before, and the row in canonical JSON."""
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
    """Return a value as JSON can hold it, so that it reads back as it was hashed."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    # PostgreSQL keeps numbers with fractions in another form than they were written in.
    return value if value is None or isinstance(value, bool | int) else str(value)
