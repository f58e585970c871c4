"""A published window is a promise: longer is free, shorter takes a lead and a reason."""

from datetime import UTC, datetime, timedelta

import pytest

from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.models import Consultation
from engagements.rules.consultation_window import check_window, days_open, is_short
from tests import factories
from tests.refusals import refusal_of

OPENS = datetime(2025, 3, 23, 18, 30, tzinfo=UTC)  # 24 March 2025, 00:00 in India
NOW = OPENS + timedelta(days=2)


def closing(days: int) -> datetime:
    """Return the last second of the day with this number."""
    return OPENS + timedelta(days=days, seconds=-1)


def checked(
    *, announced: int | None, closes: int | None, role: Role = Role.LEAD, reason: str = "", was: str = ""
) -> None:
    before = Consultation(opens_at=OPENS, closes_at=closing(announced) if announced else None, window_reason=was)
    closes_at = closing(closes) if closes else None
    check_window(before, opens_at=OPENS, closes_at=closes_at, reason=reason, by=factories.actor(role), at=NOW)


def test_days_count_the_first_and_the_last():
    assert [days_open(OPENS, closing(days)) for days in (1, 29, 30)] == [1, 29, 30]


@pytest.mark.parametrize(("days", "short"), [(29, True), (30, False), (None, False)])
def test_window_is_short_below_30_days(days, short):
    assert is_short(OPENS, closing(days) if days else None) == short


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("announced", "closes"), [(30, 30), (30, 45), (30, None), (None, 30), (None, None), (20, 20), (40, 41)]
)
def test_window_may_become_longer_and_may_get_its_first_end(announced, closes):
    assert refusal_of(checked, announced=announced, closes=closes, role=Role.ADMINISTRATOR) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("announced", "closes"), [(45, 44), (45, 20), (None, 29)])
def test_window_becomes_shorter_by_a_lead_with_a_reason_alone(announced, closes):
    with pytest.raises(ActionRefused, match="Only a lead") as refused:
        checked(announced=announced, closes=closes, role=Role.ADMINISTRATOR, reason="The rules expire.")
    assert refused.value.field == "closes_at"
    with pytest.raises(ActionRefused, match="Explain why the submission period is being shortened") as refused:
        checked(announced=announced, closes=closes)
    assert refused.value.field == "window_reason"

    assert refusal_of(checked, announced=announced, closes=closes, reason="The rules expire.") is None


@pytest.mark.django_db
def test_window_shortened_again_needs_a_reason_of_its_own():
    with pytest.raises(ActionRefused, match="Explain why the submission period is being shortened"):
        checked(announced=45, closes=40, was="The rules expire.", reason="The rules expire.")


@pytest.mark.django_db
def test_window_never_comes_to_end_in_the_past():
    with pytest.raises(ActionRefused, match="This date is in the past"):
        checked(announced=45, closes=2, reason="The rules expire.")


@pytest.mark.django_db
def test_window_that_begins_later_is_shorter():
    before = Consultation(opens_at=OPENS, closes_at=closing(60))
    later = OPENS + timedelta(days=7)

    with pytest.raises(ActionRefused, match="Only a lead") as refused:
        by = factories.actor(Role.ADMINISTRATOR)
        check_window(before, opens_at=later, closes_at=closing(60), reason="Late.", by=by, at=NOW)
    assert refused.value.field == "opens_at"
