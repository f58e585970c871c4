"""Officials logged in, as the policy pages meet them."""

import pytest
from django.test import Client

from engagements.choices import Role
from tests import factories as make


@pytest.fixture
def logged_in(db, client):
    """Return a function that logs an official with some roles in and returns the client."""

    def log_in(*roles: Role) -> Client:
        client.force_login(make.official(*roles))
        return client

    return log_in


@pytest.fixture
def analyst(logged_in):
    """Return the client of a policy analyst."""
    return logged_in(Role.ANALYST)
