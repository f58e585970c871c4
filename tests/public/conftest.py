"""What tests of the public pages share: a draft that was begun in their browser."""

import pytest
from django.test import Client

from engagements.models import Consultation, Draft
from tests.public import filling


@pytest.fixture
def draft(client: Client, to: Consultation) -> Draft:
    """Begin a draft in the test's client."""
    return filling.begin(client, to)
