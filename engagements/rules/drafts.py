"""A draft that several devices hold: whether a step still holds what its form was filled with."""

from collections.abc import Mapping
from typing import Any

from engagements.rules.canonical import digest_of

# As many characters of a digest as tell one state of a step from another.
_LENGTH = 16


def state_digest(answers: Mapping[str, Any]) -> str:
    """Return a digest of the answers of one step; the same answers always have the same one."""
    return digest_of(answers)[:_LENGTH]


def has_edit_conflict(stored: Mapping[str, Any], *, was: str, now: Mapping[str, Any]) -> bool:
    """Return whether writing `now` would undo what somebody else wrote.

    `was` is the state of the step that the form showed. Whoever arrives with the very same answers undoes nothing.
    """
    return state_digest(stored) not in (was, state_digest(now))
