"""The outbox: queue a mail in the transaction of its act; claim, deliver, retry and give up outside of it."""

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
# For one mail from its first byte to the answer to its last, however slowly the server speaks. It is less than a
# supervisor waits after SIGTERM, so that the mail under way is finished. The pause at each read has a limit of its own.
LONGEST_DELIVERY = timedelta(seconds=30)
# Taking leave of the server is a courtesy: the mails are with it.
LONGEST_FAREWELL = timedelta(seconds=3)
# A claim older than this belongs to a process that died while sending: no mail takes as long.
CLAIM_LASTS = timedelta(minutes=10)
# What may pass: the server or the way to it. Any other failure lies in the mail, and comes again however often it is
# tried: an address or a header that cannot be written down as mail.
PASSING = (OSError, SMTPException)
# Their text holds a link that opens something: it is forgotten once it is sent.
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


def mark_sent_without_delivery(messages: QuerySet[OutgoingMessage]) -> int:
    """Mark queued mails as sent at the moment they were queued, without delivering them; return how many.

    For history that is replayed: its mails belong to the past, and the addresses of examples reach nobody. Call it
    inside the transaction that queued them, before a delivering process can see them.
    """
    queued = messages.filter(status=DeliveryStatus.QUEUED)
    return queued.update(status=DeliveryStatus.SENT, sent_at=F("queued_at"))


class TookTooLong(OSError):
    """A mail server did not finish within the time of a mail."""


class NobodyToSendTo(Exception):
    """A mail has no recipient; the backends pass over it without a word."""


def deliver_due(
    *, clock: Callable[[], datetime] = timezone.now, is_told_to_stop: Callable[[], bool] = lambda: False
) -> Counter[DeliveryStatus]:
    """Send what is due, one mail after the other, and return how many ended in which state.

    Whatever goes wrong with a mail is noted on that mail, and the next one is sent. Stops after the mail under way when
    told to. Call it in the main thread: the time of a mail is limited by a signal.
    """
    outcome = Counter[DeliveryStatus]()
    _free_stale_claims(at=clock())
    while not is_told_to_stop() and (message := _claim_next(at=clock())):
        outcome[_deliver(message, clock=clock)] += 1
    return outcome


def retry_delay(attempt: int) -> timedelta:
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


def _deliver(message: OutgoingMessage, *, clock: Callable[[], datetime]) -> DeliveryStatus:
    """Send one mail on a connection of its own, so that no mail suffers from the one before it."""
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
    """Return the class of an error and the server's code: its text often repeats the address."""
    codes: set[int] = set()
    if isinstance(error, SMTPResponseException):
        codes = {error.smtp_code}
    elif isinstance(error, SMTPRecipientsRefused):
        codes = {code for code, _said in error.recipients.values()}
    return " ".join([type(error).__name__, *map(str, sorted(codes))])


def _free_stale_claims(*, at: datetime) -> None:
    """Put back what a process took that died while sending it; after two days it is given up like any other."""
    stale = OutgoingMessage.objects.filter(status=DeliveryStatus.SENDING, claimed_at__lt=at - CLAIM_LASTS)
    given_up = {"status": DeliveryStatus.FAILED, "last_error": "BrokenOff"}
    stale.filter(queued_at__lt=at - GIVE_UP_AFTER).update(**given_up)
    stale.update(status=DeliveryStatus.QUEUED)


@contextmanager
def _limited_to(limit: timedelta) -> Iterator[None]:
    """Raise TookTooLong in what is done here when it takes longer, wherever it waits."""

    def raise_it(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, raise_it)
    # Again each second: a library that tries one address after the other would swallow the first.
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
