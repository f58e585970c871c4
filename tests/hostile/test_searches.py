"""Whatever is typed into a search, every list of the officials' admin answers it."""

import pytest
from django.urls import reverse

from engagements.choices import Role
from tests import factories
from tests.hostile.test_conflicts_of_interest import official_routes

pytestmark = pytest.mark.django_db

# Longer than any database compares in one go, and what means something to a query language, to LIKE or to a page.
TYPED = (
    "x" * 60_000,
    " ".join(f"word{number}" for number in range(3_000)),
    "'; DROP TABLE x; -- summary:a* NEAR(b c) OR NOT (d a:* & !b | <-> 'c %_\\ \"",
    "a\x00b",
    "\u200d्\u0300",
    "9" * 5_000,
)


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_search_is_answered_whatever_is_typed(client, typed):
    client.force_login(factories.official(*Role))
    factories.submission()
    searches = [name for name in official_routes() if name.endswith("_changelist")] + [
        "admin:engagements_conflictofinterest_add"
    ]

    answers = {name: client.get(reverse(name), {"q": typed}).status_code for name in searches}

    assert {name: status for name, status in answers.items() if status != 200} == {}
