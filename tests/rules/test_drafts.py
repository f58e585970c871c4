"""A step is overtaken when writing would undo what somebody else wrote, and only then."""

import pytest

from engagements.rules.drafts import has_edit_conflict, state_digest

OPENED = {"summary": "As it was opened", "areas": [1, 2]}
THEIRS = {"summary": "As somebody else saved it", "areas": [1, 2]}
MINE = {"summary": "As I typed it", "areas": [1, 2]}


def test_state_is_the_same_for_the_same_answers_in_any_order():
    assert state_digest(OPENED) == state_digest(dict(reversed(OPENED.items())))
    assert len({state_digest(answers) for answers in ({}, OPENED, THEIRS, OPENED | {"areas": [2, 1]})}) == 4


@pytest.mark.parametrize(
    ("stored", "was", "now", "expected"),
    [
        (OPENED, OPENED, MINE, False),
        (THEIRS, OPENED, MINE, True),
        (MINE, OPENED, MINE, False),
        ({}, {}, MINE, False),
        ({}, OPENED, MINE, True),
        (THEIRS, {}, MINE, True),
    ],
    ids=["unchanged", "changed", "the same answers", "first", "emptied", "filled in meanwhile"],
)
def test_overtaken_is_a_step_that_was_changed_to_something_else(stored, was, now, expected):
    assert has_edit_conflict(stored, was=state_digest(was), now=now) is expected


def test_overtaken_is_a_step_whose_state_is_not_known():
    assert has_edit_conflict(THEIRS, was="made up", now=MINE) is True
