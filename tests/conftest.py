"""What every test may rely on."""

import pytest
from django.core.cache import cache
from django.utils import translation


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
