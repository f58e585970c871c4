"""How many queries each page of the officials asks: as many for 30 rows as for two."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from engagements.choices import Role
from tests import factories
from tests.addresses.multiply import can_multiply, multiply
from tests.addresses.routes import Address, addresses
from tests.addresses.world import World

pytestmark = pytest.mark.django_db

OFFICIALS = ("/admin/", "/policy/")
# A list of 50 rows in the admin, its filters and counts included.
MOST = 45
# What a first row of a kind brings with it: the records that it refers to.
SLACK = 4


def test_pages_ask_as_many_queries_for_30_rows_as_for_2():
    world = World()
    found = [one for one in addresses(world) if one.path.startswith(OFFICIALS)]
    client = Client()
    client.force_login(factories.official(*Role))
    grow(apps.get_app_config("engagements").get_models(), to=2)
    two = queries(client, found)

    grow(apps.get_app_config("engagements").get_models(), to=30)
    thirty = queries(client, found)

    assert {name: count for name, count in thirty.items() if count > two[name] + SLACK} == {}
    assert {name: count for name, count in thirty.items() if count > MOST} == {}


def grow(models: Iterable[type[Model]], *, to: int) -> None:
    """Let there be so many rows of each kind of which there is one."""
    originals = [model._default_manager.first() for model in models if can_multiply(model)]
    for record in filter(None, originals):
        multiply(record, up_to=to)


def queries(client: Client, pages: list[Address]) -> dict[str, int]:
    """Return how many queries each page asks that opens; the first of all pays for what is kept afterwards."""
    client.get(pages[0].path)
    return {one.name: count for one in pages if (count := _queries_of(client, one.path)) is not None}


def _queries_of(client: Client, path: str) -> int | None:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    return len(captured) if answer.status_code == 200 else None
