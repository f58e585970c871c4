"""Whether submissions are taken, and which of them are held: opening times, privacy notice, reasons for quarantine."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from engagements.choices import AbuseSign, PolicyKind
from engagements.errors import ActionRefused
from engagements.models import Attachment, Consultation, PolicyVersion
from engagements.rules import deadlines
from engagements.rules.policies import unfilled_placeholders
from engagements.rules.sensitivity.passages import sensitive_kinds
from engagements.rules.submission_data import SubmissionData


class NoticeState(StrEnum):
    """How the privacy notice in force stands; the words are those of /readyz."""

    COMPLETE = "ok"
    MISSING = "missing"
    UNFINISHED = "unfinished"


def notice_state() -> NoticeState:
    """Return how the notice in force stands; a demonstration does without a complete one."""
    if not settings.POLICIES_MUST_BE_COMPLETE:
        return NoticeState.COMPLETE
    texts = PolicyVersion.objects.in_force(PolicyKind.PRIVACY).values_list("body", "body_hi").first()
    if texts is None:
        return NoticeState.MISSING
    return NoticeState.UNFINISHED if any(map(unfilled_placeholders, texts)) else NoticeState.COMPLETE


def is_notice_awaited() -> bool:
    """Return whether the ministry has to publish or complete its privacy notice before anything is taken."""
    return notice_state() is not NoticeState.COMPLETE


def check_notice() -> None:
    """Raise ActionRefused where there is no complete privacy notice that a consent could refer to."""
    if is_notice_awaited():
        raise ActionRefused(
            _(
                "Submissions are not taken now, because the ministry has not completed its privacy notice yet. "
                "What you wrote is kept on this page. Try again later."
            )
        )


def takes_submissions(consultation: Consultation, *, at: datetime) -> bool:
    """Return whether a visitor can send a submission at a moment."""
    return deadlines.is_open(consultation, at=at) and not is_notice_awaited()


def awaits_notice(consultation: Consultation, *, at: datetime) -> bool:
    """Return whether a consultation would take submissions at a moment, were there a complete privacy notice."""
    return deadlines.is_open(consultation, at=at) and is_notice_awaited()


def reasons_to_hold(
    data: SubmissionData, *, files: Iterable[Attachment] = (), abuse_signs: Sequence[AbuseSign] = ()
) -> tuple[str, ...]:
    """Return why a submission is held for the security officer: kinds of sensitive content, signs of abuse."""
    kinds = sensitive_kinds([*data.free_texts(), *(file.original_name for file in files)])
    return (*kinds, *(sign.value for sign in abuse_signs))
