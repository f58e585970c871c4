"""Many rows out of one: copies that differ in what has to be unique, and that refer to what it refers to.

What belongs to one record by nature goes to other records: a row that each of them has once, and, after the first
few, rows of which a form takes a handful or which people write one by one.
"""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from itertools import chain, repeat
from typing import Any
from uuid import uuid4

from django.db.models import AutoField, DateField, Field, IntegerField, Model, UniqueConstraint, UUIDField

from engagements import models
from engagements.admin.consultations.parts import MOST_PARTS
from engagements.models.taxonomy import MOST_IN_FORMS, Term

BATCH = 500
# Small numbers are those that the portal gives by itself.
RESERVED = 100
# What belongs to one record, with the field that says to which.
PARTS: dict[type[Model], str] = {
    models.AskedChallenge: "consultation",
    models.KeyFigure: "consultation",
    models.Question: "consultation",
    models.Session: "consultation",
    models.Source: "consultation",
    models.DeskRule: "desk",
    models.Attachment: "submission",
    models.InternalNote: "submission",
    models.StatusChange: "submission",
}
# The trail has one end, shingles belong to a text; an official holds a role or does not.
FIXED = {models.AuditChain, models.IndexedShingle, models.RoleGrant}


def multiply(record: Model, *, up_to: int) -> None:
    """Store copies of a record until there are so many rows, or as many as there are others to belong to."""
    rows = type(record)._default_manager
    numbers = range(rows.count(), up_to)
    owners = {field: _owners(record, field, numbers) for field in _owned_by(record)}
    varied = [field for field in _unique(type(record)) if _is_plain(field)]
    made = (
        _copy(record, varied, number, dict(zip(owners, keys, strict=True)))
        for number, *keys in zip(numbers, *owners.values(), strict=False)
    )
    rows.bulk_create(made, BATCH)


def original_of(model: type[Model]) -> Model | None:
    """Return the row of which copies are made: of the first ten the one that says most; None where none can be."""
    if model in FIXED:
        return None
    return max(model._default_manager.order_by("pk")[:10], key=_said, default=None)


def _said(record: Model) -> int:
    return sum(getattr(record, field.attname) not in (None, "") for field in record._meta.concrete_fields)


def _unique(model: type[Model]) -> list[Field]:
    """Return the fields in which copies have to differ: of those that are unique together the plainest."""
    alone = [[field.name] for field in model._meta.concrete_fields if field.unique and not isinstance(field, AutoField)]
    together = [list(one.fields) for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    groups = [[model._meta.get_field(name) for name in names] for names in alone + together]
    return list(dict.fromkeys(sorted(fields, key=_is_plain)[-1] for fields in groups))


def _is_plain(field: Field) -> bool:
    return not field.is_relation and not field.choices


def _owned_by(record: Model) -> list[Field]:
    """Return the relations in which copies belong to others than the record does."""
    model = type(record)
    parts = [model._meta.get_field(PARTS[model])] if model in PARTS else []
    once = [field for field in _unique(model) if field.is_relation and getattr(record, field.attname) is not None]
    return list(dict.fromkeys([*once, *parts]))


def _owners(record: Model, field: Field, numbers: range) -> Iterator[Any]:
    """Return to what copies belong: each to another one without such a row; parts first to the record's own."""
    rows, others = type(record)._default_manager, field.related_model._default_manager.order_by("pk")
    taken = rows.order_by().exclude(**{field.name: None}).values(field.name)
    free = iter(list(others.exclude(pk__in=taken).values_list("pk", flat=True)))
    if PARTS.get(type(record)) != field.name:
        return free
    return chain(repeat(getattr(record, field.attname), max(0, MOST_PARTS - numbers.start)), free)


def _copy(record: Model, varied: list[Field], number: int, owners: dict[Field, Any]) -> Model:
    made = copy(record)
    made.pk, made._state = None, copy(record._state)
    made._state.adding = True
    for field, key in owners.items():
        setattr(made, field.attname, key)
    for field in varied:
        setattr(made, field.attname, _another(field, getattr(record, field.attname), number))
    if isinstance(made, Term):
        made.is_active = number < MOST_IN_FORMS
    return made


def _another(field: Field, value: Any, number: int) -> Any:
    if isinstance(field, UUIDField):
        return uuid4()
    if isinstance(field, IntegerField):
        return (value or 0) + RESERVED + number
    if isinstance(field, DateField):
        return value + timedelta(days=number)
    return f"{number}{value}"[: field.max_length]
