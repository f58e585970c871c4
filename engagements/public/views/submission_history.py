"""Conversation, history and deadline of a submission as its venture sees them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements.choices import Disposition, Moderation, PublicationConsent, ReplyKind, SubmissionStatus
from engagements.models import Clarification, ConsentChange, Objection, Reply, Submission
from engagements.models.submission import SHOWN_CONSENTS
from engagements.public.views.attached import ShownFile, files_of
from engagements.public.views.language import reader_language
from engagements.public.views.submission_rows import foreign_language
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.recorded_submissions import record_of
from engagements.rules.text_cleaning import written_language

# Statuses in which a reply is due. A quarantined submission must look exactly like a received one.
REPLY_PENDING = {SubmissionStatus.RECEIVED, SubmissionStatus.UNDER_REVIEW, SubmissionStatus.QUARANTINED}


@dataclass(frozen=True)
class ConversationMessage:
    """One message, from the venture (`you`) or the department (`us`)."""

    side: str
    who: str
    at: datetime
    text: str
    kind: str = ""
    language: str = ""
    decision: Disposition | None = None
    reason: str = ""
    files: tuple[ShownFile, ...] = ()


@dataclass(frozen=True)
class HistoryEntry:
    """One step shown to the venture."""

    public_text: str | Promise
    at: datetime
    reason: str = ""


def conversation(submission: Submission) -> list[ConversationMessage]:
    """Return the conversation, oldest first: submission, questions, answers and replies.

    Officials are never named, only the department.
    """
    entries = _point(submission)
    entries += [entry for asked in submission.clarifications.all() for entry in _question(asked, submission)]
    entries += [entry for reply in submission.replies.all() for entry in _reply(reply)]
    return sorted(entries, key=lambda entry: entry.at)


def told_history(submission: Submission) -> list[HistoryEntry]:
    """Return the transitions shown to the venture and its consent changes, newest first."""
    steps = [(change, lifecycle.get_transition(change.transition)) for change in submission.status_changes.all()]
    told = [
        HistoryEntry(step.public_text, change.at, change.reason if step.tells_reason else "")
        for change, step in steps
        if step.public_text
    ]
    told += [_stricter(change) for change in submission.consent_changes.all()]
    told += _confirmed(submission)
    return sorted(told, key=lambda step: step.at)[::-1]


def _confirmed(submission: Submission) -> list[HistoryEntry]:
    recorded = record_of(submission)
    if recorded is None or recorded.confirmed_at is None:
        return []
    words = (
        _("You corrected the recorded submission.")
        if recorded.is_corrected
        else _("You confirmed the recorded submission.")
    )
    return [HistoryEntry(words, recorded.confirmed_at)]


def _stricter(change: ConsentChange) -> HistoryEntry:
    words = _("You changed who can see it: %(consent)s.")
    return HistoryEntry(words % {"consent": PublicationConsent(change.to_consent).label}, change.at)


def shown_to_others(submission: Submission) -> Moderation | None:
    """Return the publication status for the venture; None if its consent does not allow publication.

    A quarantined submission must look like a received one, so it is pending.
    """
    if submission.consent not in SHOWN_CONSENTS:
        return None
    return Moderation(submission.moderation) if submission.is_showable else Moderation.PENDING


def not_published_reason(submission: Submission) -> str:
    """Return why the submission is not published if the venture is to be told, otherwise an empty string."""
    is_not_published = shown_to_others(submission) == Moderation.NOT_PUBLISHED
    return submission.not_published_reason if is_not_published and submission.tells_not_published_reason else ""


def reply_open_to_objection(submission: Submission) -> Reply | None:
    """Return the final reply to which the venture may object now, or None."""
    last = _last_final_reply(submission)
    transition = lifecycle.get_transition("object")
    is_open = transition in lifecycle.available_transitions(Actor.venture(submission), submission)
    return last if last and is_open and not _objection(last) else None


def open_objection(submission: Submission) -> Objection | None:
    """Return the objection to the last final reply while it is being reviewed, or None."""
    last = _last_final_reply(submission)
    is_open = submission.status in REPLY_PENDING or submission.status == SubmissionStatus.CLARIFICATION
    return _objection(last) if last and is_open else None


def clock(submission: Submission, *, on: date) -> dict[str, Any]:
    """Return the due date if a reply is due, and whether it is late or the deadline is paused."""
    status = SubmissionStatus(submission.status)
    return {
        "due_on": submission.due_on if status in REPLY_PENDING else None,
        "is_late": status in REPLY_PENDING and submission.due_on < on,
        "is_paused": status is SubmissionStatus.CLARIFICATION,
        "stopped_at": submission.clock_stopped_at,
    }


def open_question(submission: Submission) -> Clarification | None:
    """Return the clarification that waits for the venture's answer, or None."""
    asked = submission.clarifications.all()
    return next((one for one in asked if one.answered_at is None and one.ended_at is None), None)


def was_answered_with(submission: Submission, text: str) -> bool:
    """Return whether the last answer has this exact text, which means a repeated POST."""
    answers = Clarification.objects.filter(submission=submission, answered_at__isnull=False)
    return answers.order_by("-answered_at", "-pk").values_list("answer", flat=True).first() == text


def today() -> date:
    """Return today's date in India."""
    return timezone.localdate()


def _point(submission: Submission) -> list[ConversationMessage]:
    language, at = foreign_language(submission), submission.received_at
    said = [ConversationMessage("you", _("You"), at, submission.experience, kind=_("What happened"), language=language)]
    if submission.proposal:
        said.append(
            ConversationMessage(
                "you", _("You"), at, submission.proposal, kind=_("What should change"), language=language
            )
        )
    said[-1] = replace(said[-1], files=files_of(submission))
    return said


def _question(asked: Clarification, submission: Submission) -> list[ConversationMessage]:
    said = [
        ConversationMessage("us", settings.ORGANISATION_DEPARTMENT, asked.asked_at, asked.question, kind=_("Question"))
    ]
    if asked.answered_at:
        files = files_of(submission, asked)
        said.append(
            ConversationMessage("you", _("You"), asked.answered_at, asked.answer, kind=_("Your answer"), files=files)
        )
    return said


def _reply(reply: Reply) -> list[ConversationMessage]:
    kind = str(ReplyKind(reply.kind).label)
    said = [
        ConversationMessage(
            "us",
            settings.ORGANISATION_DEPARTMENT,
            reply.sent_at,
            reply.body,
            kind=kind,
            language=_foreign(reply.body),
            decision=Disposition(reply.disposition) if reply.disposition else None,
            reason=reply.reason,
        )
    ]
    objection = _objection(reply)
    if objection:
        said.append(
            ConversationMessage(
                "you", _("You"), objection.made_at, objection.body, kind=_("This does not answer my issue")
            )
        )
    return said


def _foreign(text: str) -> str:
    """Return the language of an official's text, or an empty string if it is the page's."""
    language = written_language(text)
    return "" if language == reader_language() else language


def _objection(reply: Reply) -> Objection | None:
    return getattr(reply, "objection", None)


def _last_final_reply(submission: Submission) -> Reply | None:
    finals = [reply for reply in submission.replies.all() if reply.kind == ReplyKind.FINAL]
    return max(finals, key=lambda reply: (reply.sent_at, reply.pk), default=None)
