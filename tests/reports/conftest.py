"""Who looks at figures in these tests."""

import pytest

from engagements.choices import Role
from engagements.rules.actors import Actor
from tests import factories as make


@pytest.fixture
def analyst(db: None) -> Actor:
    """Return a policy analyst."""
    return make.actor(Role.ANALYST)
