"""What every test may rely on."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

from engagements import checkpoints
from engagements.models import Consultation
from tests import clamd as scanner
from tests import factories, lock_order, trail

# Folders whose tests start processes of their own on the database.
OWN_PROCESSES = {"outages", "races", "server", "portal"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run on a second database leave out what no database can change."""
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests without a database where only those with one are wanted."""
    if config.getoption("--database-only"):
        chosen = [item for item in items if uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
        items[:] = chosen


def uses_database(item: pytest.Item) -> bool:
    """Return whether a test asks for the database, or starts processes that use it."""
    if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
        return True
    return item.path.relative_to(item.config.rootpath).parts[1] in OWN_PROCESSES


@pytest.fixture(autouse=True)
def _plain_language():
    """Leave no language switched on from one test to the next."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def late_locks():
    """Let no act lock anything new after the end of the trail."""
    with lock_order.watched() as wrong:
        yield wrong
    assert wrong == []


@pytest.fixture
def shared_cache(db):
    """Give a test the shared cache, empty; log-in limits count there."""
    cache.clear()
    yield cache
    cache.clear()


@pytest.fixture
def committed(transactional_db):
    """Let a test commit. Its rows are taken away in the end, also those of the trail, which the database would refuse.

    The emptying announces itself as a migration does, and that brings the guards of the trail back.
    """
    yield
    trail.without_guards()


@pytest.fixture
def unguarded(db) -> None:
    """Let a test change rows of the trail, which the database refuses otherwise."""
    trail.without_guards()


@pytest.fixture
def checkpoint_file(settings, tmp_path) -> Path:
    """Give a test a file of checkpoints of its own."""
    settings.AUDIT_CHECKPOINTS = tmp_path / "checkpoints"
    return checkpoints.file()


@pytest.fixture
def to(db) -> Consultation:
    """Return a consultation that submissions go to."""
    return factories.consultation()


@pytest.fixture
def in_production(settings) -> None:
    """Let policy pages count as outside a demonstration: nothing is taken without a complete privacy notice."""
    settings.POLICIES_MUST_BE_COMPLETE = True


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """Give a test a storage of its own, and return its folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def clamd(settings):
    """Run a virus scanner that the settings know."""
    with scanner.running() as server:
        settings.CLAMD = server.address
        yield server
