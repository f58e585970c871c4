"""What became of a submission, as its venture reads it: where it stands, what was said, what was done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements.choices import ReplyKind, SubmissionStatus
from engagements.models import Clarification, Reply, Submission
from engagements.public.views.sent import foreign_language
from engagements.rules import lifecycle

# In these the ministry owes an answer. A quarantined submission must read exactly as one that was received.
OWED = {SubmissionStatus.RECEIVED, SubmissionStatus.UNDER_REVIEW, SubmissionStatus.QUARANTINED}


@dataclass(frozen=True)
class Said:
    """One thing said, on the venture's side (`you`) or the department's (`us`)."""

    side: str
    who: str
    at: datetime
    text: str
    kind: str = ""
    language: str = ""


@dataclass(frozen=True)
class Done:
    """One step that the venture is told of."""

    told: str | Promise
    at: datetime
    reason: str = ""


def conversation(submission: Submission) -> list[Said]:
    """Return what was said, oldest first: the point, questions and answers, replies.

    Officials are never named: it is the department that speaks.
    """
    entries = _point(submission)
    entries += [entry for asked in submission.clarifications.all() for entry in _question(asked, submission)]
    entries += [_reply(reply) for reply in submission.replies.all()]
    return sorted(entries, key=lambda entry: entry.at)


def history(submission: Submission) -> list[Done]:
    """Return the steps that the lifecycle tells the venture of, newest first."""
    steps = [(change, lifecycle.move_named(change.move)) for change in submission.status_changes.all()]
    told = [
        Done(step.told, change.at, change.reason if step.tells_reason else "") for change, step in steps if step.told
    ]
    return told[::-1]


def clock(submission: Submission, *, on: date) -> dict[str, Any]:
    """Return whether an answer is owed, by which day, and whether that day has passed or the clock stands."""
    status = SubmissionStatus(submission.status)
    return {
        "due_on": submission.due_on if status in OWED else None,
        "is_late": status in OWED and submission.due_on < on,
        "is_paused": status is SubmissionStatus.CLARIFICATION,
        "stopped_at": submission.clock_stopped_at,
    }


def open_question(submission: Submission) -> Clarification | None:
    """Return the question that waits for the venture's answer, or None."""
    asked = submission.clarifications.all()
    return next((one for one in asked if one.answered_at is None and one.ended_at is None), None)


def was_answered_with(submission: Submission, text: str) -> bool:
    """Return whether the last answer is this very text, as it is when one click arrived twice."""
    answers = Clarification.objects.filter(submission=submission, answered_at__isnull=False)
    return answers.order_by("-answered_at", "-pk").values_list("answer", flat=True).first() == text


def today() -> date:
    """Return the day in India."""
    return timezone.localdate()


def _point(submission: Submission) -> list[Said]:
    language, at = foreign_language(submission), submission.received_at
    said = [Said("you", _("You"), at, submission.experience, kind=_("What happened"), language=language)]
    if submission.proposal:
        said.append(Said("you", _("You"), at, submission.proposal, kind=_("What should change"), language=language))
    return said


def _question(asked: Clarification, submission: Submission) -> list[Said]:
    said = [Said("us", settings.ORGANISATION_DEPARTMENT, asked.asked_at, asked.question, kind=_("Question"))]
    if asked.answered_at:
        said.append(Said("you", _("You"), asked.answered_at, asked.answer, kind=_("Your answer")))
    return said


def _reply(reply: Reply) -> Said:
    kind = str(ReplyKind(reply.kind).label)
    return Said("us", settings.ORGANISATION_DEPARTMENT, reply.sent_at, reply.body, kind=kind)
