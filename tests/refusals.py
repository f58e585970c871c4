"""What a check of the rules says: nothing where it lets something through."""

from collections.abc import Callable
from typing import Any

from engagements.errors import Refused


def refusal_of(check: Callable[..., None], *given: Any, **named: Any) -> Refused | None:
    """Return the refusal that a check raises, or None where it refuses nothing."""
    try:
        check(*given, **named)
    except Refused as refused:
        return refused
    return None
