"""Every address × every kind of person × GET and POST, against the table in `reviewed.txt`.

`python -m tests.addresses` writes the table anew as the portal answers now; what it changes is for people to review.
"""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.addresses.people import KNOCKING
from tests.addresses.routes import Address, addresses
from tests.addresses.table import PEOPLE, keep, reviewed
from tests.addresses.world import CANARY, World

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST")
LOG_INS = ("/accounts/login/", "/accounts/reauthenticate/", "/admin/login/")


@pytest.mark.parametrize("person", PEOPLE)
def test_addresses_answer_each_person_as_reviewed(person, settings):
    settings.MFA_REQUIRED = person == "no_factor"
    world = World()
    client = KNOCKING[person](world)

    found = {f"{method} {one.name}": asked(client, method, one) for one in addresses(world) for method in METHODS}

    keep(person, found)
    assert found == reviewed(person)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_addresses_refuse_every_other_method(method):
    world = World()
    client = KNOCKING["lead"](world)

    assert {asked(client, method, one) for one in addresses(world)} == {"405"}


def asked(client: Client, method: str, address: Address) -> str:
    """Ask for an address with nothing in the body, undo what it did, and return the answer in one word."""
    before = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        answer: Any = client.generic(method, address.path, content_type="application/x-www-form-urlencoded")
        word = word_of(answer)
        transaction.set_rollback(True)
    client.cookies = before
    cache.clear()
    return word


def word_of(answer: HttpResponse) -> str:
    """Return the status, a star where the page shows what a venture wrote, and where a closed door leads."""
    goes_to = answer.headers.get("Location", "")
    if goes_to.startswith(LOG_INS):
        return "login"
    if goes_to.startswith("/accounts/2fa/"):
        return "2fa"
    shows = CANARY in body_of(answer).lower()
    return f"{answer.status_code}*" if shows else str(answer.status_code)


def body_of(answer: HttpResponse) -> str:
    """Return the whole body, a streamed one as well."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode(errors="replace")
