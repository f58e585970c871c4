"""Express the condition of a constraint in English."""

from typing import Any

from django.db.models import F, Q

from engagements.management.drawing.markdown import code

# Lookup → words between field and value.
COMPARED = {
    "exact": "is",
    "in": "is one of",
    "lte": "is at most",
    "lt": "is below",
    "gte": "is at least",
    "gt": "is above",
}
TURNED = {"exact": "is not", "in": "is none of"}


def written(condition: Q) -> str:
    """Return a condition as a phrase, for example: `status` is `open` and `closed_at` is empty."""
    parts = [_part(child) for child in condition.children]
    if condition.negated:
        return _negated(condition, parts)
    return f" {condition.connector.lower()} ".join(parts)


def _negated(condition: Q, parts: list[str]) -> str:
    only = condition.children[0]
    if len(condition.children) == 1 and isinstance(only, tuple):
        return _compared(*only, words=COMPARED | TURNED)
    return f"not ({f' {condition.connector.lower()} '.join(parts)})"


def _part(child: Any) -> str:
    if isinstance(child, Q):
        is_plain = len(child.children) == 1 and not isinstance(child.children[0], Q)
        return written(child) if is_plain or child.negated else f"({written(child)})"
    return _compared(*child, words=COMPARED)


def _compared(lookup: str, value: Any, *, words: dict[str, str]) -> str:
    field, _, comparison = lookup.partition("__")
    is_turned = words is not COMPARED
    if comparison == "isnull":
        return f"{code(field)} is {'empty' if value is not is_turned else 'known'}"
    if comparison == "length__lte":
        return f"{code(field)} has at most {value} characters"
    return f"{code(field)} {words[comparison or 'exact']} {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, F):
        return code(value.name)
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value)
    return code(value) if str(value) else "“”"
