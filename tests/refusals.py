"""What a check of the rules says: nothing where it lets something through."""

from collections.abc import Callable
from typing import Any

from engagements.errors import ActionRefused


def refusal_of(check: Callable[..., None], *given: Any, **named: Any) -> ActionRefused | None:
    """Return the refusal that a check raises, or None where it refuses nothing."""
    try:
        check(*given, **named)
    except ActionRefused as refused:
        return refused
    return None
