"""Time: when a consultation is open, when an answer is due, how long a draft is kept."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from engagements.choices import ConsultationStatus, Phase
from engagements.models import Consultation

# Days in which a venture is answered or told when it will be (the ministry's own promise).
ANSWER_DAYS = 21
# Days for which a draft is kept after it was last saved.
DRAFT_DAYS = 30
# Days for which the rows of an uploaded sheet are kept at the most.
SHEET_DAYS = 7


def phase(consultation: Consultation, *, at: datetime) -> Phase:
    """Return what a visitor reads of a published consultation at a moment."""
    if consultation.status == ConsultationStatus.ANSWERED:
        return Phase.ANSWERED
    if at < consultation.opens_at:
        return Phase.UPCOMING
    if consultation.closes_at and at > consultation.closes_at:
        return Phase.CLOSED
    return Phase.OPEN


def is_open(consultation: Consultation, *, at: datetime) -> bool:
    """Return whether submissions are taken at a moment; the closing second itself still counts."""
    return consultation.status == ConsultationStatus.PUBLISHED and phase(consultation, at=at) is Phase.OPEN


def was_open_on(consultation: Consultation, day: date) -> bool:
    """Return whether what was said on a day can still be written down: it fell into the window, and nothing is over."""
    if consultation.status != ConsultationStatus.PUBLISHED or day < timezone.localdate(consultation.opens_at):
        return False
    return consultation.closes_at is None or day <= timezone.localdate(consultation.closes_at)


def days_left(consultation: Consultation, *, at: datetime) -> int | None:
    """Return the whole days until closing (0 on the last day), or None where no closing date is announced."""
    if consultation.closes_at is None:
        return None
    return max((timezone.localdate(consultation.closes_at) - timezone.localdate(at)).days, 0)


def answer_due_on(at: datetime) -> date:
    """Return the day by which a submission received or reopened at a moment is to be answered."""
    return timezone.localdate(at) + timedelta(days=ANSWER_DAYS)


def due_on_after_pause(due_on: date, *, stopped_at: datetime, at: datetime) -> date:
    """Return the due day moved on by the days for which the clock stood."""
    return due_on + (timezone.localdate(at) - timezone.localdate(stopped_at))


def draft_kept_until(at: datetime) -> date:
    """Return the last day on which a draft saved at a moment is kept."""
    return timezone.localdate(at) + timedelta(days=DRAFT_DAYS)


def sheet_kept_until(at: datetime) -> date:
    """Return the last day on which the rows of a sheet uploaded at a moment are kept."""
    return timezone.localdate(at) + timedelta(days=SHEET_DAYS)


def financial_year(at: datetime) -> str:
    """Return the Indian financial year of a moment, April to March, as “2025-26”."""
    day = timezone.localdate(at)
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"
