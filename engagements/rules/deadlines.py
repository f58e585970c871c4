"""Phases and deadlines: consultation phase, due dates, retention of drafts and spreadsheets."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from engagements.choices import ConsultationStatus, Phase
from engagements.models import Consultation

# Days until a venture is answered or told when it will be (the ministry's commitment).
ANSWER_DAYS = 21
# Days for which a draft is kept after its last change.
DRAFT_DAYS = 30
# Days for which rows of an uploaded spreadsheet are kept.
SHEET_DAYS = 7


def phase(consultation: Consultation, *, at: datetime) -> Phase:
    """Return the phase of a published consultation, as visitors see it."""
    if consultation.status == ConsultationStatus.ANSWERED:
        return Phase.ANSWERED
    if at < consultation.opens_at:
        return Phase.UPCOMING
    if consultation.closes_at and at > consultation.closes_at:
        return Phase.CLOSED
    return Phase.OPEN


def is_open(consultation: Consultation, *, at: datetime) -> bool:
    """Return whether submissions are accepted at this time, closing second included."""
    return consultation.status == ConsultationStatus.PUBLISHED and phase(consultation, at=at) is Phase.OPEN


def was_open_on(consultation: Consultation, day: date) -> bool:
    """Return whether an official may still record what was said on a day: within the period, not yet answered."""
    if consultation.status != ConsultationStatus.PUBLISHED or day < timezone.localdate(consultation.opens_at):
        return False
    return consultation.closes_at is None or day <= timezone.localdate(consultation.closes_at)


def days_left(consultation: Consultation, *, at: datetime) -> int | None:
    """Return whole days until closing (0 on the last day); None without a closing date."""
    if consultation.closes_at is None:
        return None
    return max((timezone.localdate(consultation.closes_at) - timezone.localdate(at)).days, 0)


def answer_due_on(at: datetime) -> date:
    """Return the due date of a submission received or reopened at this time."""
    return timezone.localdate(at) + timedelta(days=ANSWER_DAYS)


def due_on_after_pause(due_on: date, *, stopped_at: datetime, at: datetime) -> date:
    """Return the due date extended by the days for which the deadline was paused."""
    return due_on + (timezone.localdate(at) - timezone.localdate(stopped_at))


def draft_kept_until(at: datetime) -> date:
    """Return the last day on which a draft saved at this time is kept."""
    return timezone.localdate(at) + timedelta(days=DRAFT_DAYS)


def sheet_kept_until(at: datetime) -> date:
    """Return the last day on which rows of a spreadsheet uploaded at this time are kept."""
    return timezone.localdate(at) + timedelta(days=SHEET_DAYS)


def financial_year(at: datetime) -> str:
    """Return the Indian financial year, April to March, as “2025-26”."""
    day = timezone.localdate(at)
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"
