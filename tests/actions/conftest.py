"""Who acts in tests of actions."""

import pytest

from engagements.choices import Role
from engagements.rules.actors import Actor
from tests import factories


@pytest.fixture
def administrator(db: None) -> Actor:
    """Return an administrator."""
    return factories.actor(Role.ADMINISTRATOR)
