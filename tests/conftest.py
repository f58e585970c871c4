"""What every test may rely on."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from engagements.apps import TRAIL
from tests import clamd as scanner


@pytest.fixture(autouse=True)
def _plain_language():
    """Leave no language switched on from one test to the next."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def shared_cache(db):
    """Give a test the shared cache, empty; log-in limits count there."""
    cache.clear()
    yield cache
    cache.clear()


@pytest.fixture
def committed(transactional_db):
    """Let a test commit. Its rows are taken away in the end, also those of the trail, which SQLite would refuse.

    The emptying announces itself as a migration does, and that brings the guards of the trail back.
    """
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {TRAIL}_refuses_{act}")


@pytest.fixture
def clamd(settings):
    """Run a virus scanner that the settings know."""
    with scanner.running() as server:
        settings.CLAMD = server.address
        yield server
