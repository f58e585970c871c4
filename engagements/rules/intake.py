"""Whether submissions are accepted: submission period and privacy notice; reasons for quarantine."""

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
    """State of the privacy notice in force; the values are those of /readyz."""

    COMPLETE = "ok"
    MISSING = "missing"
    UNFINISHED = "unfinished"


def notice_state() -> NoticeState:
    """Return the state of the notice in force; in a demonstration it need not be complete."""
    if not settings.POLICIES_MUST_BE_COMPLETE:
        return NoticeState.COMPLETE
    texts = PolicyVersion.objects.in_force(PolicyKind.PRIVACY).values_list("body", "body_hi").first()
    if texts is None:
        return NoticeState.MISSING
    return NoticeState.UNFINISHED if any(map(unfilled_placeholders, texts)) else NoticeState.COMPLETE


def is_notice_awaited() -> bool:
    """Return whether a privacy notice must be published or completed before submissions are accepted."""
    return notice_state() is not NoticeState.COMPLETE


def check_notice() -> None:
    """Raise ActionRefused if there is no complete privacy notice to consent to."""
    if is_notice_awaited():
        raise ActionRefused(
            _(
                "Submissions are not taken now, because the ministry has not completed its privacy notice yet. "
                "What you wrote is kept on this page. Try again later."
            )
        )


def takes_submissions(consultation: Consultation, *, at: datetime) -> bool:
    """Return whether a submission can be sent at this time."""
    return deadlines.is_open(consultation, at=at) and not is_notice_awaited()


def awaits_notice(consultation: Consultation, *, at: datetime) -> bool:
    """Return whether only the missing privacy notice prevents submissions at this time."""
    return deadlines.is_open(consultation, at=at) and is_notice_awaited()


def reasons_to_hold(
    data: SubmissionData, *, files: Iterable[Attachment] = (), abuse_signs: Sequence[AbuseSign] = ()
) -> tuple[str, ...]:
    """Return why a submission is quarantined: kinds of sensitive content, signs of abuse."""
    kinds = sensitive_kinds([*data.free_texts(), *(file.original_name for file in files)])
    return (*kinds, *(sign.value for sign in abuse_signs))
