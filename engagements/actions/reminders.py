"""Reminders of unsent drafts whose consultation closes soon, one per draft, to the email address of its link."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.actions import links
from engagements.actions.failures import FailureLog
from engagements.models import Consultation, Draft
from engagements.rules import deadlines
from engagements.rules.dates import day_text
from engagements.rules.intake import takes_submissions

# Days before the closing date at which reminders are sent.
DAYS_BEFORE = 3


@dataclass(frozen=True)
class DraftReminder:
    """A draft that may get a reminder; `why_not` is the reason if it does not."""

    draft: Draft
    why_not: str = ""


def plan_reminders(*, at: datetime) -> list[DraftReminder]:
    """Return every unsent draft of consultations that close within three days, with the reason against an email."""
    announced = Consultation.objects.filter(closes_at__gte=at)
    closing = [consultation for consultation in announced if _closes_soon(consultation, at=at)]
    drafts = Draft.objects.filter(consultation__in=closing, submission__isnull=True).select_related("consultation")
    return [DraftReminder(draft, _why_not(draft, at=at)) for draft in drafts.order_by("pk")]


def queue_reminders(planned: list[DraftReminder], *, at: datetime) -> tuple[int, int]:
    """Queue the planned emails; return how many were queued and how many failed.

    A draft that was sent or reminded in the meantime gets none.
    """
    failures, mailed = FailureLog("reminding of a draft"), 0
    for reminder in planned:
        if not reminder.why_not:
            with failures.noted(reminder.draft):
                mailed += _remind(reminder.draft, at=at)
    return mailed, failures.count


def _closes_soon(consultation: Consultation, *, at: datetime) -> bool:
    left = deadlines.days_left(consultation, at=at)
    return left is not None and left <= DAYS_BEFORE and takes_submissions(consultation, at=at)


def _remind(draft: Draft, *, at: datetime) -> bool:
    with transaction.atomic():
        drafts = Draft.objects.select_for_update(of=("self",), no_key=True).select_related("consultation")
        current = drafts.filter(pk=draft.pk).first()
        if current is None or current.submission_id is not None or _why_not(current, at=at):
            return False
        links.mail_reminder(current, at=at)
    return True


def _why_not(draft: Draft, *, at: datetime) -> str:
    if not draft.email:
        return _("no address was given")
    if draft.reminded_at:
        return _("reminded already, on %(day)s") % {"day": day_text(draft.reminded_at)}
    if draft.kept_until < timezone.localdate(at):
        return _("kept only until %(day)s") % {"day": day_text(draft.kept_until)}
    return ""
