"""Two bulk acts on the same submissions at one moment: one wins whole, the other is told and changes nothing."""

import pytest

from engagements.actions import bulk
from engagements.choices import Role
from engagements.models import Assignment, Submission
from engagements.rules.case_actions import BULK_ACTIONS
from tests import factories
from tests.at_once import at_once
from tests.factories import AT

pytestmark = pytest.mark.usefixtures("committed")

ROUNDS = 5
ASSIGN = BULK_ACTIONS["assign"]


def assigning(rows, official, *, by):
    """Return the act that carries out what was previewed for these rows, in the order in which they are given."""
    given = {"official": official, "reason": ""}
    marks = [change.mark for change in bulk.preview(ASSIGN, [row.pk for row in rows], given, by=by, at=AT, seen={})]

    def act() -> str:
        try:
            return f"changed {bulk.carry_out(ASSIGN, marks, given, by=by, at=AT)}"
        except bulk.BulkActionRefused:
            return "told"

    return act


@pytest.mark.parametrize("round", range(ROUNDS))
def test_of_two_bulk_acts_at_once_one_wins_whole_and_the_other_is_told(round):
    to = factories.consultation()
    rows = [factories.submission(to, venture="One Venture") for _ in range(6)]
    people = [factories.official(Role.OFFICER) for _ in range(2)]
    leads = [factories.actor(Role.LEAD) for _ in range(2)]

    # They overlap in the middle, and come from both ends.
    outcomes = at_once(
        [
            assigning(rows[:4], people[0], by=leads[0]),
            assigning(rows[:1:-1], people[1], by=leads[1]),
        ]
    )

    assert sorted(outcomes) == ["changed 4", "told"]
    winner = people[outcomes.index("changed 4")]
    in_charge = list(Submission.objects.order_by("pk").values_list("officer_in_charge", flat=True))
    mine = rows[:4] if winner == people[0] else rows[2:]
    assert in_charge == [winner.pk if row in mine else None for row in rows]
    assert Assignment.objects.count() == 4
