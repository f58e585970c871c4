"""Many rows out of one: copies that differ in what has to be unique."""

from copy import copy
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import AutoField, DateField, Field, IntegerField, Model, UniqueConstraint, UUIDField

BATCH = 500
# Small numbers are those that the portal gives by itself.
RESERVED = 100


def multiply(record: Model, *, up_to: int) -> None:
    """Store copies of a record until there are so many rows."""
    rows, varied = type(record)._default_manager, _varied(type(record))
    rows.bulk_create((_copy(record, varied, number) for number in range(rows.count(), up_to)), BATCH)


def can_multiply(model: type[Model]) -> bool:
    """Say whether rows of a model can be many while what they refer to stays one."""
    stands_alone = isinstance(model._meta.pk, AutoField)
    return stands_alone and all(_is_plain(model._meta.get_field(names[-1])) for names in _unique_groups(model))


def _varied(model: type[Model]) -> list[Field]:
    return [model._meta.get_field(names[-1]) for names in _unique_groups(model)]


def _unique_groups(model: type[Model]) -> list[list[str]]:
    """Return what has to be unique together, plain fields last."""
    alone = [[field.name] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    together = [list(one.fields) for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    return [sorted(names, key=lambda name: _is_plain(model._meta.get_field(name))) for names in alone + together]


def _is_plain(field: Field) -> bool:
    return not field.is_relation and not field.choices


def _copy(record: Model, varied: list[Field], number: int) -> Model:
    made = copy(record)
    made.pk, made._state = None, copy(record._state)
    made._state.adding = True
    for field in varied:
        setattr(made, field.attname, _another(field, getattr(record, field.attname), number))
    return made


def _another(field: Field, value: Any, number: int) -> Any:
    if isinstance(field, UUIDField):
        return uuid4()
    if isinstance(field, IntegerField):
        return (value or 0) + RESERVED + number
    if isinstance(field, DateField):
        return value + timedelta(days=number)
    return f"{number}{value}"[: field.max_length]
