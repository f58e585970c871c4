"""Versions of the policy pages."""

from datetime import date
from typing import Any

from engagements.choices import PolicyKind
from engagements.models import PolicyVersion
from tests.factories.basis import AT


def notice(number: int = 1, **fields: Any) -> PolicyVersion:
    """Make a version of the privacy notice."""
    defaults = {"body": f"Notice {number}.", "published_at": AT, "review_on": date(2027, 1, 1)}
    return PolicyVersion.objects.create(kind=PolicyKind.PRIVACY, number=number, **defaults | fields)
