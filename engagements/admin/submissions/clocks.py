"""Age and due date of a submission, in words and as a tone."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.choices import SubmissionStatus
from engagements.models import Submission
from engagements.models.submission import WAITING
from engagements.rules.queues import WEEK


@dataclass(frozen=True)
class Clock:
    """Age and due date of a submission on a day; `tone` is that of the badge."""

    age: str
    due: str
    tone: str


def clock_of(submission: Submission, *, on: date) -> Clock:
    """Return the clock of a submission on a day; `due` is "" if no reply is due."""
    due, tone = _due(submission, on=on)
    return Clock(age=_age(submission, on=on), due=due, tone=tone)


def _age(submission: Submission, *, on: date) -> str:
    days = (on - timezone.localdate(submission.received_at)).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def _due(submission: Submission, *, on: date) -> tuple[str, str]:
    if submission.status == SubmissionStatus.CLARIFICATION:
        return _("Time limit paused"), "neutral"
    if submission.status not in WAITING:
        return "", ""
    left = (submission.due_on - on).days
    if left < 0:
        return ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", -left) % {"days": -left}, "bad"
    if left == 0:
        return _("Due today"), "warn"
    words = ngettext("Due in %(days)s day", "Due in %(days)s days", left) % {"days": left}
    return words, "warn" if left <= WEEK.days else "neutral"
