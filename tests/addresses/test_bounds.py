"""What each page of the officials costs: as many queries and no larger a page, however many rows there are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from engagements.choices import Role
from tests import factories
from tests.addresses.multiply import multiply, original_of
from tests.addresses.routes import Address, addresses
from tests.addresses.world import World

pytestmark = pytest.mark.django_db

OFFICIALS = ("/admin/", "/policy/")
FEW, FULL, MANY = 30, 300, 3_000
# A list of 50 rows in the admin, its filters and counts included.
MOST = 45
# What a first row of a kind brings with it: the records that it refers to.
SLACK = 4
# A page of a list is full at 50 rows, a list to choose from at 200. With 300 rows of a kind nothing is left to grow but
# figures and places with more digits; what has no end grows tenfold from there to 3,000.
LARGER = 1.2
# The form of a consultation with as many sessions as it takes, each with as many focus areas as there can be.
LARGEST = 700_000


FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
CONTROL = re.compile(r"<(?:input|select|textarea)\b[^>]*\sname=")


@dataclass(frozen=True)
class Cost:
    """How many queries a page asks, how many bytes it has, and how many controls its largest form sends at most."""

    queries: int
    size: int
    controls: int


def test_pages_cost_as_much_for_3000_rows_as_for_few():
    world = World()
    pages = [one for one in addresses(world) if one.path.startswith(OFFICIALS)]
    client = Client()
    client.force_login(factories.official(*Role))
    one, few, full, many = (costs(client, pages, rows=rows) for rows in (1, FEW, FULL, MANY))

    assert {name: cost for name, cost in few.items() if cost.queries > one[name].queries + SLACK} == {}
    assert {name: cost for name, cost in many.items() if cost.queries > few[name].queries + SLACK} == {}
    assert {name: cost for name, cost in many.items() if cost.queries > MOST} == {}
    assert {name: (full[name], cost) for name, cost in many.items() if cost.size > LARGER * full[name].size} == {}
    assert {name: cost for name, cost in many.items() if cost.size > LARGEST} == {}
    # A form that is larger than what is taken could be filled in and never be saved.
    assert {name: cost for name, cost in many.items() if cost.controls > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} == {}


def costs(client: Client, pages: list[Address], *, rows: int) -> dict[str, Cost]:
    """Return what each page that opens costs with so many rows; the first of all pays for what is kept afterwards."""
    grow(apps.get_app_config("engagements").get_models(), to=rows)
    client.get(pages[0].path)
    return {page.name: cost for page in pages if (cost := cost_of(client, page.path))}


def grow(models: Iterable[type[Model]], *, to: int) -> None:
    """Let there be so many rows of each kind of which there is one, and let the database know of them.

    Where rows are committed it comes to know by itself; until it does, it plans for empty tables.
    """
    for record in filter(None, map(original_of, models)):
        multiply(record, up_to=to)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def cost_of(client: Client, path: str) -> Cost | None:
    """Return what a page costs; None where there is no page to be read: a file holds all the rows that it is about."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200 or answer.streaming:
        return None
    controls = [len(CONTROL.findall(form)) for form in FORM.findall(answer.text)]
    return Cost(len(captured), len(answer.content), max(controls, default=0))
