"""Optimistic locking of draft steps: detect that another device changed a step since its form was rendered."""

from collections.abc import Mapping
from typing import Any

from engagements.rules.canonical import digest_of

# Hex characters of the digest that are kept: enough to distinguish states.
_LENGTH = 16


def state_digest(answers: Mapping[str, Any]) -> str:
    """Return a short digest of the answers of one step."""
    return digest_of(answers)[:_LENGTH]


def has_edit_conflict(stored: Mapping[str, Any], *, was: str, now: Mapping[str, Any]) -> bool:
    """Return whether writing `now` would overwrite someone else's change.

    `was` is the digest of the state that the form was rendered with. Posting what is already stored is no conflict.
    """
    return state_digest(stored) not in (was, state_digest(now))
