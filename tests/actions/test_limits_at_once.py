"""Many visitors at one moment: a limit lets exactly as many through as it says, and none waits for another for ever."""

import pytest

from engagements.actions import limits
from engagements.errors import ActionRefused
from engagements.models import AddressCount
from tests.actions.test_bulk_at_once import at_once
from tests.factories import AT

pytestmark = pytest.mark.usefixtures("committed")

VISITORS = 12


def test_limit_lets_exactly_as_many_through_as_it_says(monkeypatch):
    monkeypatch.setattr(limits, "MAILS_TO_ONE", 4)
    monkeypatch.setattr(limits, "ALL_MAILS", 7)

    def asking(number: int):
        def act() -> str:
            try:
                limits.count_mail(f"192.0.{number % 3}.1", f"v{number % 2}@example.org", at=AT)
            except ActionRefused:
                return "refused"
            return "mailed"

        return act

    outcomes = at_once([asking(number) for number in range(VISITORS)])

    assert sorted(outcomes) == ["mailed"] * 7 + ["refused"] * 5
    assert AddressCount.objects.order_by("-count").values_list("count", flat=True)[0] == 7
