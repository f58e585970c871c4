"""Generate docs/data-model.md: tables, fields, personal data, constraints, indexes."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from engagements.management.drawing.conditions import written
from engagements.management.drawing.markdown import code, document, table

INTRODUCTION = """# What the portal stores

Every table of the application, drawn from `engagements/models/`. A field is *personal* where its model declares it so
(`PersonalData`): its values are never written to the audit trail. What stands under “the database demands” holds
whatever program writes to it."""
# Effect of deleting the referenced record.
WHEN_DELETED = {
    "CASCADE": ", goes with it",
    "PROTECT": ", which cannot go before it",
    "SET_NULL": ", or empty when it goes",
}
FIELD_HEAD = ("field", "means", "kind", "required", "personal")


def draw() -> str:
    """Return the document, in English."""
    return document(INTRODUCTION, _overview(), *(_section(model) for model in _models()))


def _models() -> list[type[models.Model]]:
    return sorted(apps.get_app_config("engagements").get_models(), key=lambda model: model.__name__)


def _overview() -> str:
    rows = [
        (
            f"[{model.__name__}](#{model.__name__.lower()})",
            _first_line(model),
            ", ".join(map(code, _personal(model))) or "–",
        )
        for model in _models()
    ]
    return table(("record", "what it is", "personal"), rows)


def _section(model: type[models.Model]) -> str:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    parts = [
        f"## {model.__name__}",
        f"{_first_line(model)} Table {code(model._meta.db_table)}.",
        table(FIELD_HEAD, [_field_row(model, field) for field in fields]),
        _list("The database demands:", _demands(model)),
        _list("Indexes:", _indexes(model)),
    ]
    return "\n\n".join(part for part in parts if part)


def _first_line(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _personal(model: Any) -> tuple[str, ...]:
    return tuple(model.PersonalData.personal)


def _field_row(model: type[models.Model], field: Any) -> tuple[str, ...]:
    is_optional = field.null or field.blank
    return (
        code(field.name),
        str(field.verbose_name),
        _kind(field),
        "no" if is_optional else "yes",
        "yes" if field.name in _personal(model) else "no",
    )


def _kind(field: Any) -> str:
    if field.related_model:
        return f"{'several' if field.many_to_many else 'one'} {field.related_model.__name__}{_on_delete(field)}"
    length = f", up to {field.max_length} characters" if field.max_length else ""
    unique = ", unique" if field.unique and not field.primary_key else ""
    choices = f": {', '.join(code(value) for value, _ in field.flatchoices)}" if field.flatchoices else ""
    return f"{_type(field)}{length}{unique}{choices}"


def _type(field: Any) -> str:
    words = field.get_internal_type().removesuffix("Field")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in words).strip()


def _on_delete(field: Any) -> str:
    return "" if field.many_to_many else WHEN_DELETED[field.remote_field.on_delete.__name__]


def _demands(model: type[models.Model]) -> Iterator[str]:
    for constraint in sorted(model._meta.constraints, key=lambda one: one.name):
        yield f"{code(constraint.name)}: {_demand(constraint)}"


def _demand(constraint: Any) -> str:
    if isinstance(constraint, models.UniqueConstraint):
        where = f" where {written(constraint.condition)}" if constraint.condition else ""
        return f"{', '.join(map(code, constraint.fields))} only once{where}"
    return written(constraint.condition)


def _indexes(model: type[models.Model]) -> Iterator[str]:
    for index in sorted(model._meta.indexes, key=lambda one: one.name):
        where = f" where {written(index.condition)}" if index.condition else ""
        yield f"{', '.join(map(code, index.fields))}{where}"


def _list(title: str, lines: Iterator[str]) -> str:
    entries = [f"- {line}" for line in lines]
    return "\n".join([title, "", *entries]) if entries else ""
