"""The outbox: queue a mail in the transaction of its act; claim, deliver, retry and give up outside of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from engagements.choices import DeliveryStatus, MessageKind
from engagements.models import OutgoingMessage, Submission

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=48)
# A claim older than this belongs to a process that died while sending.
CLAIM_LASTS = timedelta(minutes=10)
# Their text holds a link that opens something: it is forgotten once it is sent.
KINDS_WITH_SECRET = frozenset(
    {
        MessageKind.RESUME_LINK,
        MessageKind.REMINDER,
        MessageKind.MY_LINK,
        MessageKind.INVITATION,
        MessageKind.HEARD,
        MessageKind.PASSWORD_RESET,
    }
)


def queue(
    *,
    kind: MessageKind,
    submission: Submission | None,
    recipient: str,
    language: str,
    subject: str,
    body: str,
    at: datetime,
) -> OutgoingMessage:
    """Write a mail into the outbox; call it inside the transaction of the act it tells of."""
    return OutgoingMessage.objects.create(
        kind=kind,
        submission=submission,
        recipient=recipient,
        language=language,
        subject=subject[:200],
        body=body,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        queued_at=at,
        next_attempt_at=at,
    )


def settle(messages: QuerySet[OutgoingMessage]) -> int:
    """Mark queued mails as sent at the moment they were queued, without delivering them; return how many.

    For history that is replayed: its mails belong to the past, and the addresses of examples reach nobody. Call it
    inside the transaction that queued them, before a delivering process can see them.
    """
    queued = messages.filter(status=DeliveryStatus.QUEUED)
    return queued.update(status=DeliveryStatus.SENT, sent_at=F("queued_at"))


def deliver_due(*, at: datetime, limit: int = 100) -> dict[DeliveryStatus, int]:
    """Send what is due, at most `limit` mails, and return how many ended in which state."""
    _free_stale_claims(at=at)
    outcome = dict.fromkeys((DeliveryStatus.SENT, DeliveryStatus.QUEUED, DeliveryStatus.FAILED), 0)
    with _mail_server() as server:
        for _turn in range(limit):
            message = _claim_next(at=at)
            if message is None:
                break
            outcome[_deliver(message, server=server, at=at)] += 1
    return outcome


def pause_before(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt (1, 2, …): 1, 2, 4 … minutes, an hour at the most."""
    doublings = min(attempt - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _claim_next(*, at: datetime) -> OutgoingMessage | None:
    """Take one due mail for this process; no other process gets the same one."""
    with transaction.atomic():
        # SQLite holds its single write lock from here on (IMMEDIATE); PostgreSQL passes over rows that others hold.
        due = OutgoingMessage.objects.due(at=at)
        message = (due.select_for_update(skip_locked=True) if connection.vendor == "postgresql" else due).first()
        if message is None:
            return None
        message.status, message.claimed_at, message.attempts = DeliveryStatus.SENDING, at, message.attempts + 1
        message.save(update_fields=["status", "claimed_at", "attempts"])
    return message


def _deliver(message: OutgoingMessage, *, server: BaseEmailBackend, at: datetime) -> DeliveryStatus:
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
        connection=server,
    )
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        return _put_off(message, error=error, at=at)
    message.status, message.sent_at, message.last_error = DeliveryStatus.SENT, timezone.now(), ""
    if message.kind in KINDS_WITH_SECRET:
        message.body = ""
    message.save(update_fields=["status", "sent_at", "last_error", "body"])
    return DeliveryStatus.SENT


def _put_off(message: OutgoingMessage, *, error: Exception, at: datetime) -> DeliveryStatus:
    given_up = at - message.queued_at > GIVE_UP_AFTER
    message.status = DeliveryStatus.FAILED if given_up else DeliveryStatus.QUEUED
    message.next_attempt_at = at + pause_before(message.attempts)
    # The class alone: the text of a mail error often repeats the address.
    message.last_error = type(error).__name__
    message.save(update_fields=["status", "next_attempt_at", "last_error"])
    return DeliveryStatus(message.status)


def _free_stale_claims(*, at: datetime) -> None:
    OutgoingMessage.objects.filter(status=DeliveryStatus.SENDING, claimed_at__lt=at - CLAIM_LASTS).update(
        status=DeliveryStatus.QUEUED, next_attempt_at=F("next_attempt_at")
    )


@contextmanager
def _mail_server() -> Iterator[BaseEmailBackend]:
    """Open one connection for the whole batch; where none can be had, each mail says so when it is sent."""
    server = get_connection()
    try:
        yield server
    finally:
        server.close()
