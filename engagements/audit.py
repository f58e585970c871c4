"""The audit trail: add a row, read a record's trail, and prove that nothing was altered."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from engagements.choices import AuditedAct
from engagements.errors import Refused
from engagements.models import AuditChain, AuditEvent
from engagements.rules.actors import Actor

PERSONAL = "(personal)"
# A checkpoint as it is printed: how many rows each strand has, then the root.
_WRITTEN = re.compile(r"(?P<lengths>[0-9]{1,18}(?:\+[0-9]{1,18}){0,99}):(?P<root>[0-9a-f]{64})")


@dataclass(frozen=True)
class Break:
    """A place at which the trail does not hold: strand, position, and what is wrong in words."""

    strand: int
    position: int
    problem: str


@dataclass(frozen=True)
class Checkpoint:
    """How many rows each strand has, by its number, and a hash over where each of them ends.

    Kept where nobody who writes to the database can reach it, it proves that nothing before it was changed since, also
    against somebody who computes every hash anew.
    """

    lengths: tuple[int, ...]
    root: str

    @classmethod
    def read(cls, written: str) -> "Checkpoint":
        """Return a checkpoint from the line that was printed, with gaps or without; Refused where it is none."""
        match = _WRITTEN.fullmatch("".join(written.split()).lower())
        if match is None:
            raise Refused(
                _("This is no checkpoint. It has numbers with + between them, a colon, and 64 digits and letters.")
            )
        return cls(tuple(map(int, match["lengths"].split("+"))), match["root"])

    @property
    def size(self) -> int:
        """How many rows it covers."""
        return sum(self.lengths)

    def __str__(self) -> str:
        return f"{'+'.join(map(str, self.lengths))}:{self.root}"


def record(
    act: AuditedAct, target: Model, *, by: Actor, at: datetime, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """Add an act to the trail, within the transaction of the act itself.

    `changes` maps field names to new values; values of fields that the target declares personal are left out,
    only the fact that they changed is kept.
    """
    with transaction.atomic(savepoint=False):
        chain = _free_chain()
        event = AuditEvent(
            strand=chain.strand,
            position=chain.length + 1,
            at=at,
            act=act,
            actor=by.label,
            official=by.user,
            target_type=target._meta.model_name or "",
            target_id=str(target.pk or ""),
            changes=_without_personal_values(target, changes or {}),
            previous_hash=chain.head,
        )
        event.hash = _hash_of(event)
        event.save(force_insert=True)
        chain.length, chain.head = event.position, event.hash
        chain.save(update_fields=["length", "head"])
    return event


def facts_of(record: Model) -> dict[str, Any]:
    """Return what a new record says of itself, field by field, as `changes` wants it."""
    return {
        field.name: field.value_from_object(record) for field in record._meta.concrete_fields if not field.primary_key
    }


def trail_of(target: Model) -> QuerySet[AuditEvent]:
    """Return the acts on a record, oldest first."""
    events = AuditEvent.objects.filter(target_type=target._meta.model_name, target_id=str(target.pk))
    return events.select_related("official").order_by("at", "pk")


def verify() -> list[Break]:
    """Return every place at which the trail was changed, cut or added to; an empty list means it is whole."""
    return [problem for chain in AuditChain.objects.order_by("strand") for problem in _breaks_of(chain)] + _strays()


def count() -> int:
    """Return how many rows the trail has."""
    return AuditEvent.objects.count()


def newest() -> int:
    """Return the id of the row that was written last; 0 where there is none."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def checkpoint() -> Checkpoint:
    """Return the trail as it stands now, to be kept elsewhere."""
    ends = {chain.strand: (chain.length, chain.head) for chain in AuditChain.objects.all()}
    strands = [ends.get(strand, (0, "")) for strand in range(max(ends, default=0) + 1)]
    return Checkpoint(tuple(length for length, _head in strands), _root_of(strands))


def departures_from(kept: Checkpoint) -> list[str]:
    """Return in what way the trail no longer leads over a checkpoint; empty where it does.

    `verify` has to hold as well: it proves that the rows before the ones looked at here are those they follow from.
    """
    ends = Q(*(Q(strand=strand, position=length) for strand, length in enumerate(kept.lengths)), _connector=Q.OR)
    heads = dict(AuditEvent.objects.filter(ends).values_list("strand", "hash"))
    missing = [strand for strand, length in enumerate(kept.lengths) if length and strand not in heads]
    if missing:
        words = _("Strand %(strand)d has no row %(row)d any more: its end was cut off.")
        return [words % {"strand": strand, "row": kept.lengths[strand]} for strand in missing]
    if _root_of([(length, heads.get(strand, "")) for strand, length in enumerate(kept.lengths)]) != kept.root:
        return [_("The rows up to the checkpoint are not the ones it was made of, or the checkpoint was altered.")]
    return []


def _root_of(ends: Sequence[tuple[int, str]]) -> str:
    """Return SHA-256 over length and last hash of each strand, in the order of their numbers."""
    return sha256("\n".join(f"{length} {head}" for length, head in ends).encode()).hexdigest()


def _breaks_of(chain: AuditChain) -> Iterator[Break]:
    position, previous = 0, ""
    for event in AuditEvent.objects.filter(strand=chain.strand).order_by("position").iterator():
        position += 1
        if event.position != position:
            yield Break(chain.strand, position, _("rows are missing"))
            position = event.position
        if event.previous_hash != previous:
            yield Break(chain.strand, position, _("does not follow from the row before"))
        if event.hash != _hash_of(event):
            yield Break(chain.strand, position, _("was changed"))
        previous = event.hash
    if (chain.length, chain.head) != (position, previous):
        yield Break(chain.strand, position, _("the strand ends elsewhere than recorded"))


def _strays() -> list[Break]:
    known = AuditChain.objects.values("strand")
    strays = AuditEvent.objects.exclude(strand__in=known).order_by("strand", "position")
    return [Break(event.strand, event.position, _("belongs to no strand")) for event in strays]


def _free_chain() -> AuditChain:
    """Lock and return a strand that no other transaction holds, or wait for the first one where all are held."""
    chains = AuditChain.objects.order_by("strand")
    if connection.vendor != "postgresql":
        # SQLite writes one transaction at a time: the first strand is always free.
        return chains.first() or AuditChain.objects.create(strand=0)
    free = chains.select_for_update(skip_locked=True).first()
    if free is None:
        AuditChain.objects.bulk_create(
            [AuditChain(strand=strand) for strand in range(AuditChain.STRANDS)], ignore_conflicts=True
        )
        free = chains.select_for_update().first()
    assert free is not None  # noqa: S101 - the strands were just made
    return free


def _hash_of(event: AuditEvent) -> str:
    """Return SHA-256 of the previous hash and the row in canonical JSON."""
    row = {
        "strand": event.strand,
        "position": event.position,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "act": str(event.act),
        "actor": event.actor,
        "official": event.official_id,
        "target_type": event.target_type,
        "target_id": event.target_id,
        "changes": event.changes,
    }
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256((event.previous_hash + canonical).encode()).hexdigest()


def _without_personal_values(target: Model, changes: dict[str, Any]) -> dict[str, Any]:
    personal = target.PersonalData.personal  # type: ignore[attr-defined]
    return {name: PERSONAL if name in personal else _plain(value) for name, value in changes.items()}


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it, so that it reads back as it was hashed."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
