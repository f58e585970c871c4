"""A window opens and closes at the second; days are counted in India."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.choices import ConsultationStatus, Phase
from engagements.models import Consultation
from engagements.rules import deadlines

# 24 March 2025, 00:00:00 and 30 April 2025, 23:59:59 in India.
OPENS = datetime(2025, 3, 23, 18, 30, tzinfo=UTC)
CLOSES = datetime(2025, 4, 30, 18, 29, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def consultation(**fields):
    return Consultation(**{"status": ConsultationStatus.PUBLISHED, "opens_at": OPENS, "closes_at": CLOSES} | fields)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (OPENS - SECOND, Phase.UPCOMING),
        (OPENS, Phase.OPEN),
        (CLOSES, Phase.OPEN),
        (CLOSES + timedelta(microseconds=1), Phase.CLOSED),
        (CLOSES + SECOND, Phase.CLOSED),
    ],
)
def test_phase_changes_at_the_second(at, phase):
    assert deadlines.phase(consultation(), at=at) == phase
    assert deadlines.is_open(consultation(), at=at) is (phase is Phase.OPEN)


def test_phase_without_a_closing_date_stays_open():
    far = OPENS + timedelta(days=3_650)

    assert deadlines.phase(consultation(closes_at=None), at=far) == Phase.OPEN
    assert deadlines.days_left(consultation(closes_at=None), at=far) is None


@pytest.mark.parametrize("status", [ConsultationStatus.DRAFT, ConsultationStatus.ANSWERED])
def test_only_a_published_consultation_is_open(status):
    assert deadlines.is_open(consultation(status=status), at=OPENS) is False
    assert deadlines.is_open(consultation(), at=OPENS) is True


@pytest.mark.parametrize(
    ("at", "left"),
    [(OPENS, 37), (CLOSES - timedelta(days=1), 1), (CLOSES - timedelta(hours=20), 0), (CLOSES + 3 * SECOND, 0)],
)
def test_days_left_are_calendar_days_in_india(at, left):
    assert deadlines.days_left(consultation(), at=at) == left


def test_answer_is_due_21_days_after_the_day_in_india():
    late_evening = datetime(2025, 3, 24, 18, 31, tzinfo=UTC)  # 25 March in India

    assert deadlines.answer_due_on(late_evening) == date(2025, 4, 15)


def test_due_day_moves_on_by_the_days_of_a_pause():
    stopped, at = datetime(2025, 4, 2, 6, tzinfo=UTC), datetime(2025, 4, 9, 6, tzinfo=UTC)

    assert deadlines.due_on_after_pause(date(2025, 4, 15), stopped_at=stopped, at=at) == date(2025, 4, 22)


def test_draft_is_kept_30_days():
    assert deadlines.draft_kept_until(datetime(2025, 4, 2, 6, tzinfo=UTC)) == date(2025, 5, 2)


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2025, 3, 31, 18, 29, 59, tzinfo=UTC), "2024-25"),
        (datetime(2025, 3, 31, 18, 30, tzinfo=UTC), "2025-26"),
        (datetime(2099, 4, 1, 6, tzinfo=UTC), "2099-00"),
    ],
)
def test_financial_year_begins_on_1_april_in_india(at, year):
    assert deadlines.financial_year(at) == year
