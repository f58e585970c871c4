"""What tests of a venture's files share: a draft that stands at the step with the point."""

import pytest
from django.test import Client

from engagements.models import Consultation, Draft
from tests.public import filling


@pytest.fixture
def draft(client: Client, to: Consultation) -> Draft:
    """Begin a draft and fill in its first step."""
    made = filling.begin(client, to)
    client.post(filling.url("form_step", to, "challenge"), filling.answers(to)["challenge"])
    return made
