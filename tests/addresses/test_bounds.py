"""How many queries each page of the officials asks: as many for 3,000 rows of whatever has a list as for 30."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from engagements.admin.site import site
from engagements.choices import Role
from tests import factories
from tests.addresses.multiply import can_multiply, multiply
from tests.addresses.routes import addresses
from tests.addresses.world import World

pytestmark = pytest.mark.django_db

OFFICIALS = ("/admin/", "/policy/")
# A list of 50 rows in the admin, its filters and counts included.
MOST = 45


def test_pages_ask_as_many_queries_for_3000_rows_as_for_30():
    pages = sorted({one.path for one in addresses(World()) if one.path.startswith(OFFICIALS)})
    client = Client()
    client.force_login(factories.official(*Role))

    grow(apps.get_app_config("engagements").get_models(), to=30)
    few = queries(client, pages)
    grow(site._registry, to=3_000)
    found = queries(client, pages)

    assert {path: count for path, count in found.items() if count > few[path]} == {}
    assert {path: count for path, count in found.items() if count > MOST} == {}


def grow(models: Iterable[type[Model]], *, to: int) -> None:
    """Let there be so many rows of each kind of which there is one."""
    originals = [model._default_manager.first() for model in models if can_multiply(model)]
    for record in filter(None, originals):
        multiply(record, up_to=to)


def queries(client: Client, pages: list[str]) -> dict[str, int]:
    """Return how many queries each page asks that opens, the second time it is asked for."""
    return {path: count for path in pages if (count := _queries_of(client, path)) is not None}


def _queries_of(client: Client, path: str) -> int | None:
    if client.get(path).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
