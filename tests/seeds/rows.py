"""Everything that stands in the database, to be compared before and after."""

from typing import Any

from django.apps import apps


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that the application and its parts own, by model."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Return the models whose rows are not the same in both."""
    return {model for model in before if before[model] != after[model]}
