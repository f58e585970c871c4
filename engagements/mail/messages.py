"""What each mail says, put into the outbox; one function for each occasion.

A mail carries the reference and a link, never what the venture wrote and never the access code.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from engagements.choices import MessageKind
from engagements.mail import outbox
from engagements.models import Draft, OutgoingMessage, Submission
from engagements.rules import receipts


def queue_about(
    submission: Submission, kind: MessageKind, *, at: datetime, **context: object
) -> OutgoingMessage | None:
    """Queue the mail of a kind to a submission's contact, in the language of the submission.

    Returns None where there is nobody to write to: it was recorded from a session, or the person was erased.
    """
    contact = submission.contact
    if contact is None:
        return None
    with translation.override(submission.language):
        facts = {"submission": submission, "link": settings.SITE_URL + submission.get_absolute_url(), **context}
        if kind is MessageKind.ACKNOWLEDGEMENT:
            facts |= _receipt(submission)
        return _queue(kind, facts, submission=submission, recipient=contact.email, language=submission.language, at=at)


def queue_resume_link(draft: Draft, token: str, *, language: str, at: datetime) -> OutgoingMessage:
    """Queue the mail with the link that opens a draft on another device."""
    with translation.override(language):
        facts = {"draft": draft, "link": settings.SITE_URL + reverse("public:resume", args=[token])}
        return _queue(MessageKind.RESUME_LINK, facts, submission=None, recipient=draft.email, language=language, at=at)


def queue_reminder(draft: Draft, token: str, *, at: datetime) -> OutgoingMessage:
    """Queue the mail that a draft is about to miss its consultation's closing date."""
    with translation.override(draft.language):
        facts = {"draft": draft, "link": settings.SITE_URL + reverse("public:resume", args=[token])}
        return _queue(
            MessageKind.REMINDER, facts, submission=None, recipient=draft.email, language=draft.language, at=at
        )


def queue_my_link(email: str, token: str, *, language: str, at: datetime) -> OutgoingMessage:
    """Queue the mail with the link that shows everything sent from an address."""
    with translation.override(language):
        facts = {"link": settings.SITE_URL + reverse("public:my_link", args=[token])}
        return _queue(MessageKind.MY_LINK, facts, submission=None, recipient=email, language=language, at=at)


def _receipt(submission: Submission) -> dict[str, object]:
    receipt = receipts.grouped(receipts.receipt_of(submission))
    return {"receipt": receipt, "receipt_link": settings.SITE_URL + reverse("public:receipt")}


def _queue(
    kind: MessageKind,
    facts: Mapping[str, object],
    *,
    submission: Submission | None,
    recipient: str,
    language: str,
    at: datetime,
) -> OutgoingMessage:
    facts = {**facts, "department": settings.ORGANISATION_DEPARTMENT, "ministry": settings.ORGANISATION_MINISTRY}
    subject = " ".join(render_to_string(f"emails/{kind}.subject.txt", facts).split())
    body = render_to_string(f"emails/{kind}.txt", facts).strip() + "\n"
    return outbox.queue(
        kind=kind, submission=submission, recipient=recipient, language=language, subject=subject, body=body, at=at
    )
