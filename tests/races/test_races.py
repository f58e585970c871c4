"""The same races, shorter, in every run of the suite; and a fault that they have to notice."""

from collections.abc import Iterator

import pytest

from tests.races.races import double_clicks, lost_updates
from tests.races.server import database_for
from tests.site import Site, running_site

PAIRS, ROUNDS = 40, 25
# The trail holds, and references come one after another.
WHOLE = {"breaks": 0, "out_of_order": 0}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start the portal on fresh data, on the database that the suite runs on."""
    data = tmp_path_factory.mktemp("races") / "data"
    with database_for("races") as address, running_site(data, database=address) as running:
        yield running


def test_double_clicks_make_one_submission_each(site):
    outcome = double_clicks(site, PAIRS)

    assert outcome.left == {"expected": PAIRS, "rows": PAIRS, "twice": 0, "mails": PAIRS, **WHOLE}
    assert outcome.statuses == {(303, 303): PAIRS}


def test_one_of_two_officials_wins_and_the_other_is_told(site):
    outcome = lost_updates(site, ROUNDS)

    assert outcome.left == {"expected": ROUNDS, "taken_up": ROUNDS, "twice": 0, "breaks": 0}
    assert outcome.statuses == {(302, 409): ROUNDS}


def test_race_notices_a_portal_that_does_not_know_a_click_again(tmp_path):
    with database_for("races_fault") as address, running_site(tmp_path / "data", database=address) as site:
        outcome = double_clicks(site, 5, keys_apart=2)

    assert outcome.left == {"expected": 5, "rows": 7, "twice": 2, "mails": 7, **WHOLE}
