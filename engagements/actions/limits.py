"""Hourly rate counters: what one network, one email address and all visitors together may store and send.

Submissions are never refused: above the limit each is quarantined for review. Starting drafts, attaching files and
requesting emails is refused above a limit, with what to do instead. Counters store a keyed digest only; each count
takes the same few statements whatever the traffic. Why these numbers: docs/decisions/0022.
"""

import errno
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import new as keyed
from ipaddress import ip_address, ip_network
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from engagements.choices import DeliveryStatus
from engagements.errors import ActionRefused
from engagements.models import AddressCount, Attachment, OutgoingMessage, Submission
from engagements.models.attachment import FILE_BYTES_MAX
from engagements.rules.dates import moment_text

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
MIB = 1024 * 1024
# Incubators, colleges and mobile operators share one network among hundreds of ventures, so its limits are generous.
IPV4_BLOCK, IPV6_BLOCK = 24, 48
# Submissions per network above which they are quarantined.
SUBMISSIONS = 120
# Drafts per network, and in all: each submission begins with one, and some are abandoned.
DRAFTS, ALL_DRAFTS = 300, 3_000
# Emails to addresses typed by visitors: per network, per network and address, per address, and in all.
MAILS, MAILS_TO_ONE, ALL_MAILS_TO_ONE, ALL_MAILS = 120, 5, 20, 2_000
# Bytes of files per network, and bytes of all files in unsent drafts together.
UPLOADS, ALL_WAITING_UPLOADS = 500 * MIB, 5 * 1024 * MIB
# One network may use at most 1/10 of the remaining space in an hour, so it cannot exhaust it for others.
SHARE_OF_THE_ROOM = 10


@dataclass(frozen=True)
class RateCounter:
    """An hourly counter: what is counted, for whom, and its limit."""

    what: str
    whose: str
    most: int

    @property
    def digest(self) -> str:
        """The keyed digest that identifies the counter in the database."""
        return keyed(settings.SECRET_KEY.encode(), f"{self.what} {self.whose}".encode(), sha256).hexdigest()


def exceeds_rate(client: str, *, at: datetime) -> bool:
    """Count one submission from a client's network; return whether the hourly limit is exceeded."""
    return _full([RateCounter("submission", _network_of(client), SUBMISSIONS)], at=at) is not None


def count_draft(client: str, *, at: datetime) -> None:
    """Count a draft started by a client; raise ActionRefused above the hourly limit."""
    counters = [RateCounter("draft", _network_of(client), DRAFTS), RateCounter("draft", "all", ALL_DRAFTS)]
    words = _(
        "Very many forms were begun within this hour. Start after %(time)s; one that was begun before goes on as usual."
    )
    _check(counters, words, at=at)


def count_mail(client: str, to: str, *, at: datetime) -> None:
    """Count an email requested by a client; raise ActionRefused above the hourly limit."""
    address, network = to.strip().casefold(), _network_of(client)
    own = [RateCounter("mail to", f"{address} from {network}", MAILS_TO_ONE), _to_one(address)]
    words = _(
        "Several emails to this address were asked for within this hour. Look into the folder "
        "for spam, too, and use the newest one; or ask again after %(time)s."
    )
    _check(own, words, at=at)
    counters = [RateCounter("mail", network, MAILS), RateCounter("mail", "all", ALL_MAILS)]
    words = _("Very many emails were asked for within this hour. Ask again after %(time)s; a link that you have works.")
    _check(counters, words, at=at)


def count_upload(client: str, size: int, *, at: datetime) -> None:
    """Count the bytes that a client attaches to a draft; raise ActionRefused if there is no space for them."""
    if shutil.disk_usage(_media_folder()).free < size:
        raise OSError(errno.ENOSPC, "no room for a file")  # a full disk is an outage, not the visitor's mistake
    room = max(_room_for_files(), 0)
    counter = RateCounter("upload", _network_of(client), min(UPLOADS, room // SHARE_OF_THE_ROOM))
    words = _(
        "More files came within this hour than there is room for. Go on without this one: what you wrote is kept and "
        "can be sent. Or add it after %(time)s."
    )
    _check([counter], words, at=at, amount=min(size, FILE_BYTES_MAX))


def space_out_mail(submission: Submission, *, at: datetime) -> None:
    """Delay the acknowledgement if its address got many emails this hour, so that no one is flooded through the form.

    Nothing is refused; every acknowledgement is sent, a limited number per hour.
    """
    if submission.contact is None:
        return
    counter = _to_one(submission.contact.email)
    if _full([counter], at=at) is None:
        return
    rows = AddressCount.objects.filter(digest=counter.digest, window_start=_hour_of(at))
    rows.update(count=F("count") + 1)
    hours = (rows.values_list("count", flat=True)[0] - 1) // counter.most
    waiting = OutgoingMessage.objects.filter(submission=submission, status=DeliveryStatus.QUEUED)
    waiting.update(next_attempt_at=at + hours * HOUR)


def _to_one(address: str) -> RateCounter:
    return RateCounter("mail to", address.strip().casefold(), ALL_MAILS_TO_ONE)


def _check(counters: list[RateCounter], words: str, *, at: datetime, amount: int = 1) -> None:
    """Count in all counters, or raise ActionRefused and count in none."""
    full = _full(counters, at=at, amount=amount)
    if full is None:
        return
    logger.warning("limit reached", extra={"fields": {"what": full.what, "most": full.most}})
    raise ActionRefused(words % {"time": moment_text(_hour_of(at) + HOUR)})


def _full(counters: Sequence[RateCounter], *, at: datetime, amount: int = 1) -> RateCounter | None:
    """Count in all counters and return None; or count in none and return the full one.

    Pass the counters in a fixed order, the global one last, so that two visitors cannot deadlock.
    """
    hour = _hour_of(at)
    with transaction.atomic():
        first = [AddressCount(digest=counter.digest, window_start=hour) for counter in counters]
        AddressCount.objects.bulk_create(first, ignore_conflicts=True)
        for counter in counters:
            rows = AddressCount.objects.filter(digest=counter.digest, window_start=hour)
            if not rows.filter(count__lte=counter.most - amount).update(count=F("count") + amount):
                transaction.set_rollback(True)
                return counter
    return None


def _room_for_files() -> int:
    """Return how many more bytes drafts may hold, by our own limit and by disk space less what /readyz requires."""
    waiting = Attachment.objects.filter(submission__isnull=True).aggregate(bytes=Sum("size"))["bytes"] or 0
    return min(ALL_WAITING_UPLOADS - waiting, shutil.disk_usage(_media_folder()).free - settings.FREE_BYTES_WANTED)


def _media_folder() -> Path:
    folder = Path(settings.MEDIA_ROOT)
    return next(path for path in (folder, *folder.parents) if path.exists())


def _hour_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _network_of(client: str) -> str:
    """Return the network block of a client's IP address."""
    try:
        parsed = ip_address(client)
    except ValueError:
        return "unknown"
    size = IPV4_BLOCK if parsed.version == 4 else IPV6_BLOCK
    return str(ip_network((parsed, size), strict=False))
