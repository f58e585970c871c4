"""What the tests of the admin share: somebody who is logged in, and how many queries a page asks."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from engagements.choices import Role
from engagements.models import Official
from tests import factories


@pytest.fixture
def enter(client: Client) -> Callable[..., Official]:
    """Log an official with some roles in to the test's client and return them."""

    def entering(*roles: Role, **fields: object) -> Official:
        official = factories.official(*roles, **fields)
        client.force_login(official)
        return official

    return entering


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """Return how many queries a page asks the second time, when everything that is kept is kept."""

    def counting(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200
        return len(captured)

    return counting
