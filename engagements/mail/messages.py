"""Compose emails and put them into the outbox, one function per occasion.

An email names the consultation, the challenge and the reference, never the venture's text and never the access code:
others read mailboxes, and emails about a quarantined submission look like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from engagements.choices import Language, MessageKind, Role
from engagements.mail import outbox
from engagements.models import Contact, Draft, Official, OutgoingMessage, PowerRequest, Submission
from engagements.rules import receipts


@dataclass(frozen=True)
class DueLine:
    """One submission in a digest: its reference, its due date, and its officer in charge if that is another official.

    `needs_word` marks submissions that are due and have had no reply of any kind.
    """

    reference: str
    due_on: date
    other: str
    needs_word: bool


class PowerNews(StrEnum):
    """Kinds of news about the powers of an account."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    ALONE = "alone"
    REFUSED = "refused"
    TAKEN = "taken"
    FACTOR = "factor"


# Officials get email in the office's language; the language of their pages is a browser setting.
OFFICIALS_LANGUAGE = Language.ENGLISH


def queue_about(
    submission: Submission, kind: MessageKind, *, at: datetime, **context: object
) -> OutgoingMessage | None:
    """Queue an email to a submission's contact, in the language of the submission.

    Returns None without a contact: it was recorded from a session, or the contact was erased.
    """
    contact = submission.contact
    if contact is None:
        return None
    with translation.override(submission.language):
        link = settings.SITE_URL + submission.get_absolute_url()
        facts = {**_opening(submission, contact.name), "link": link, **context}
        if kind is MessageKind.ACKNOWLEDGEMENT:
            facts |= _receipt(submission)
        return outbox.queue(
            kind=kind,
            submission=submission,
            recipient=contact.email,
            language=submission.language,
            at=at,
            **_texts(kind, facts),
        )


def queue_resume_link(draft: Draft, token: str, *, language: str, at: datetime) -> OutgoingMessage:
    """Queue the email with the link that opens a draft on another device."""
    with translation.override(language):
        facts = {"draft": draft, "link": settings.SITE_URL + reverse("public:resume", args=[token])}
        return _queue(MessageKind.RESUME_LINK, facts, submission=None, recipient=draft.email, language=language, at=at)


def queue_reminder(draft: Draft, token: str, *, at: datetime) -> OutgoingMessage:
    """Queue the reminder that a draft's consultation closes soon."""
    with translation.override(draft.language):
        facts = {"draft": draft, "link": settings.SITE_URL + reverse("public:resume", args=[token])}
        return _queue(
            MessageKind.REMINDER, facts, submission=None, recipient=draft.email, language=draft.language, at=at
        )


def queue_my_link(email: str, token: str, *, language: str, at: datetime) -> OutgoingMessage:
    """Queue the email with the link to all submissions from an email address."""
    with translation.override(language):
        facts = {"link": settings.SITE_URL + reverse("public:my_link", args=[token])}
        return _queue(MessageKind.MY_LINK, facts, submission=None, recipient=email, language=language, at=at)


def queue_invitation(official: Official, token: str, *, at: datetime) -> OutgoingMessage:
    """Queue the email with the link by which an invited official sets a password."""
    with translation.override(OFFICIALS_LANGUAGE):
        roles = ", ".join(str(role.label) for role in Role if role in official.roles)
        facts = {"roles": roles, "link": settings.SITE_URL + reverse("invitation", args=[token])}
        return _queue_to_official(MessageKind.INVITATION, facts, official, at=at)


def queue_second_factor_reset(official: Official, *, at: datetime) -> OutgoingMessage:
    """Queue the email that an official's second factors were removed."""
    with translation.override(OFFICIALS_LANGUAGE):
        facts = {"link": settings.SITE_URL + reverse("account_login")}
        return _queue_to_official(MessageKind.SECOND_FACTOR_RESET, facts, official, at=at)


def queue_powers(
    reader: Official,
    official: Official,
    what: PowerNews,
    *,
    request: PowerRequest | None,
    roles: str,
    by: Official | None,
    at: datetime,
) -> OutgoingMessage:
    """Queue the email that tells an official of a request for, or a change of, the powers of an account."""
    kind = MessageKind.POWERS_ASKED if what is PowerNews.ASKED else MessageKind.POWERS_CHANGED
    with translation.override(OFFICIALS_LANGUAGE):
        facts = {
            "what": what,
            "is_own": reader.pk == official.pk,
            "official": official,
            "by": by,
            "asked_by": request.asked_by if request else None,
            "roles": request.role_names if request else roles,
            "link": settings.SITE_URL + reverse("admin:engagements_official_change", args=[official.pk]),
        }
        return _queue_to_official(kind, facts, reader, at=at)


def queue_account_mail(
    kind: str, *, recipient: str, subject: str, body: str, language: str, at: datetime
) -> OutgoingMessage:
    """Queue an email composed by the sign-in library: a password link, or notice of a change."""
    return outbox.queue(
        kind=MessageKind(kind),
        submission=None,
        recipient=recipient,
        language=Language(language),
        subject=subject,
        body=body.strip() + "\n",
        at=at,
    )


def queue_digest(
    official: Official, parts: Mapping[str, Sequence[Submission]], *, on: date, at: datetime
) -> OutgoingMessage:
    """Queue the daily digest of an official: references and dates, never a venture's text.

    `parts` maps "overdue", "today", "soon" and "unassigned" to submissions.
    """
    queue = settings.SITE_URL + reverse("admin:engagements_submission_changelist") + "?queue="
    lines = {name: [_due_line(one, official, on=on) for one in listed] for name, listed in parts.items()}
    is_mine = any(listed for name, listed in parts.items() if name != "unassigned")
    links = {"mine_link": queue + "mine" if is_mine else "", "unassigned_link": queue + "unassigned"}
    with translation.override(OFFICIALS_LANGUAGE):
        return _queue_to_official(MessageKind.DIGEST, {**lines, **links}, official, at=at)


def _due_line(submission: Submission, official: Official, *, on: date) -> DueLine:
    other = submission.officer_in_charge if submission.officer_in_charge_id != official.pk else None
    needs_word = submission.due_on <= on and submission.first_replied_at is None
    return DueLine(submission.reference, submission.due_on, str(other or ""), needs_word)


def _queue_to_official(
    kind: MessageKind, facts: Mapping[str, object], official: Official, *, at: datetime
) -> OutgoingMessage:
    facts = {**facts, "name": str(official)}
    return _queue(kind, facts, submission=None, recipient=official.email, language=OFFICIALS_LANGUAGE, at=at)


def queue_confirm_recorded(submission: Submission, token: str, *, recipient: str, at: datetime) -> OutgoingMessage:
    """Queue the email that asks a venture to confirm or correct a recorded submission.

    It is not linked to the submission, so that only its recipient can read the link.
    """
    with translation.override(submission.language):
        name = submission.contact.name if submission.contact else submission.venture.name
        link = settings.SITE_URL + reverse("public:confirm_recorded", args=[token])
        facts = {**_opening(submission, name), "link": link}
        return _queue(
            MessageKind.CONFIRM_RECORDED,
            facts,
            submission=None,
            recipient=recipient,
            language=submission.language,
            at=at,
        )


def queue_recorded(submission: Submission, contact: Contact, *, at: datetime) -> OutgoingMessage:
    """Queue the email that tells a known contact of a venture what an official recorded in its name."""
    with translation.override(contact.language):
        facts = {**_opening(submission, contact.name), "link": settings.SITE_URL + reverse("public:contact")}
        return _queue(
            MessageKind.RECORDED,
            facts,
            submission=submission,
            recipient=contact.email,
            language=contact.language,
            at=at,
        )


def _opening(submission: Submission, name: str) -> dict[str, object]:
    """Return the template variables common to all emails about a submission."""
    return {
        "submission": submission,
        "name": name,
        "challenge": submission.challenge.label,
        "consultation": submission.consultation.heading,
        "my_link": settings.SITE_URL + reverse("public:my_submissions"),
    }


def _receipt(submission: Submission) -> dict[str, object]:
    receipt = receipts.format_receipt(receipts.receipt_of(submission))
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
    texts = _texts(kind, facts)
    return outbox.queue(kind=kind, submission=submission, recipient=recipient, language=language, at=at, **texts)


def _texts(kind: MessageKind, facts: Mapping[str, object]) -> dict[str, str]:
    """Render the subject and the body of an email from the templates of its kind."""
    facts = {**facts, "department": settings.ORGANISATION_DEPARTMENT, "ministry": settings.ORGANISATION_MINISTRY}
    return {
        "subject": " ".join(render_to_string(f"emails/{kind}.subject.txt", facts).split()),
        "body": render_to_string(f"emails/{kind}.txt", facts).strip() + "\n",
    }
