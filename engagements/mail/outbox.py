"""Queue emails in the transaction of the action; claim, deliver, retry and give up in the delivery process."""

import logging
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from engagements.choices import DeliveryStatus, MessageKind
from engagements.models import OutgoingMessage, Submission

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=48)
# Time limit for one email from connecting to the server's final answer, however slowly the server responds. It is
# shorter than a supervisor waits after SIGTERM, so that the current email is finished. Each read also has its own
# timeout.
LONGEST_DELIVERY = timedelta(seconds=30)
# Closing the connection may be cut short: the server has accepted the email.
LONGEST_FAREWELL = timedelta(seconds=3)
# An older claim belongs to a process that died while sending: no email takes as long.
CLAIM_LASTS = timedelta(minutes=10)
# Temporary failures: the server or the network. Any other failure is caused by the email itself, such as an invalid
# address or header, and would recur on every retry.
PASSING = (OSError, SMTPException)
# Their body holds a secret link and is cleared after sending.
KINDS_WITH_SECRET = frozenset(
    {
        MessageKind.RESUME_LINK,
        MessageKind.REMINDER,
        MessageKind.MY_LINK,
        MessageKind.INVITATION,
        MessageKind.CONFIRM_RECORDED,
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
    """Add an email to the outbox; call it inside the transaction of the action that it reports."""
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


def mark_sent_without_delivery(messages: QuerySet[OutgoingMessage]) -> int:
    """Mark queued emails as sent when they were queued, without delivering them; return how many.

    For replayed history and examples, whose emails must not be delivered. Call it inside the transaction that queued
    them, before a delivering process can see them.
    """
    queued = messages.filter(status=DeliveryStatus.QUEUED)
    return queued.update(status=DeliveryStatus.SENT, sent_at=F("queued_at"))


class TookTooLong(OSError):
    """A mail server did not finish within the time limit of one email."""


class NobodyToSendTo(Exception):
    """An email has no recipient; Django's backends skip it silently."""


def deliver_due(
    *, clock: Callable[[], datetime] = timezone.now, is_told_to_stop: Callable[[], bool] = lambda: False
) -> Counter[DeliveryStatus]:
    """Send due emails one by one, and return how many ended in which status.

    A failure is recorded on its email and the next one is sent. Stops after the current email if told to. Call it in
    the main thread: the time limit uses a signal.
    """
    outcome = Counter[DeliveryStatus]()
    _free_stale_claims(at=clock())
    while not is_told_to_stop() and (message := _claim_next(at=clock())):
        outcome[_deliver(message, clock=clock)] += 1
    return outcome


def retry_delay(attempt: int) -> timedelta:
    """Return the delay after a failed attempt (1, 2, …): 1, 2, 4 … minutes, at most one hour."""
    doublings = min(attempt - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _claim_next(*, at: datetime) -> OutgoingMessage | None:
    """Claim one due email; no other process can claim the same one."""
    with transaction.atomic():
        # SQLite holds its single write lock from here on (IMMEDIATE); PostgreSQL skips locked rows.
        due = OutgoingMessage.objects.due(at=at)
        message = (due.select_for_update(skip_locked=True) if connection.vendor == "postgresql" else due).first()
        if message is None:
            return None
        message.status, message.claimed_at, message.attempts = DeliveryStatus.SENDING, at, message.attempts + 1
        message.save(update_fields=["status", "claimed_at", "attempts"])
    return message


def _deliver(message: OutgoingMessage, *, clock: Callable[[], datetime]) -> DeliveryStatus:
    """Send one email on its own connection, so that a failure cannot affect the next one."""
    server = get_connection()
    try:
        with _limited_to(LONGEST_DELIVERY):
            server.open()
            if not server.send_messages([_as_mail(message)]):
                raise NobodyToSendTo
    except Exception as error:
        status = _note_failure(message, error=error, at=clock())
    else:
        status = _note_sent(message, at=clock())
    _hang_up(server)
    return status


def _note_sent(message: OutgoingMessage, *, at: datetime) -> DeliveryStatus:
    message.status, message.sent_at, message.last_error = DeliveryStatus.SENT, at, ""
    if message.kind in KINDS_WITH_SECRET:
        message.body = ""
    message.save(update_fields=["status", "sent_at", "last_error", "body"])
    return DeliveryStatus.SENT


def _as_mail(message: OutgoingMessage) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )


def _note_failure(message: OutgoingMessage, *, error: Exception, at: datetime) -> DeliveryStatus:
    is_over = not isinstance(error, PASSING) or at - message.queued_at > GIVE_UP_AFTER
    message.status = DeliveryStatus.FAILED if is_over else DeliveryStatus.QUEUED
    message.next_attempt_at = at + retry_delay(message.attempts)
    message.last_error = _word_for(error)
    message.save(update_fields=["status", "next_attempt_at", "last_error"])
    if is_over:
        logger.error("mail given up", extra={"fields": {"message": message.pk, "reason": message.last_error}})
    return DeliveryStatus(message.status)


def _word_for(error: Exception) -> str:
    """Return the error class and the server's code; error texts often contain the address."""
    codes: set[int] = set()
    if isinstance(error, SMTPResponseException):
        codes = {error.smtp_code}
    elif isinstance(error, SMTPRecipientsRefused):
        codes = {code for code, _said in error.recipients.values()}
    return " ".join([type(error).__name__, *map(str, sorted(codes))])


def _free_stale_claims(*, at: datetime) -> None:
    """Release claims of processes that died while sending; give up those queued for more than two days."""
    stale = OutgoingMessage.objects.filter(status=DeliveryStatus.SENDING, claimed_at__lt=at - CLAIM_LASTS)
    given_up = {"status": DeliveryStatus.FAILED, "last_error": "BrokenOff"}
    stale.filter(queued_at__lt=at - GIVE_UP_AFTER).update(**given_up)
    stale.update(status=DeliveryStatus.QUEUED)


@contextmanager
def _limited_to(limit: timedelta) -> Iterator[None]:
    """Raise TookTooLong inside the block once the time limit has passed."""

    def raise_it(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, raise_it)
    # Repeat every second: a library that tries several IP addresses would catch the first exception.
    signal.setitimer(signal.ITIMER_REAL, limit.total_seconds(), 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _hang_up(server: BaseEmailBackend) -> None:
    try:
        with _limited_to(LONGEST_FAREWELL):
            server.close()
    except PASSING:
        logger.info("the mail server did not take leave")
