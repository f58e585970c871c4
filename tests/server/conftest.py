"""What tests of the server share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest

from tests.server.served import Served, prepared, served


@pytest.fixture(scope="session")
def serve(tmp_path_factory) -> Callable[..., AbstractContextManager[Served]]:
    """Start servers on one database and one set of static files."""
    folder = tmp_path_factory.mktemp("served")
    return partial(served, folder, prepared(folder))
