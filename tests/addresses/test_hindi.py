"""Pages about records without a name of their own call them by their noun, in the reader's language."""

import re

import pytest
from django.conf import settings
from django.test import Client

from engagements.choices import Role
from tests import factories
from tests.addresses.routes import addresses
from tests.addresses.world import World
from tools.hindi import plain_english_words

pytestmark = pytest.mark.django_db

HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


@pytest.mark.parametrize(
    "noun", ["absence", "auditevent", "recordedsubmission", "conflictofinterest", "policyversion", "replydraft"]
)
def test_trail_of_an_unnamed_record_is_headed_in_hindi(noun):
    [page] = [one for one in addresses(World()) if one.route == f"admin:engagements_{noun}_history"]
    client = Client()
    client.force_login(factories.official(*Role))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"

    [heading] = HEADING.findall(client.get(page.path).content.decode())

    assert plain_english_words(heading) == set()
    assert re.search(r"\d", heading)
