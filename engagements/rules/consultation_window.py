"""What a published consultation has promised of its window, and when it may be made shorter."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.models import Consultation
from engagements.rules.actors import Actor

# Days that a consultation is open at the least, the first and the last included.
WINDOW_DAYS = 30


def days_open(opens_at: datetime, closes_at: datetime) -> int:
    """Return on how many days a window is open, the first and the last included."""
    return (timezone.localdate(closes_at) - timezone.localdate(opens_at)).days + 1


def is_short(opens_at: datetime, closes_at: datetime | None) -> bool:
    """Return whether a window is shorter than 30 days; one without an announced end is not."""
    return closes_at is not None and days_open(opens_at, closes_at) < WINDOW_DAYS


def is_shortened(announced: Consultation, *, opens_at: datetime, closes_at: datetime | None) -> bool:
    """Return whether a window begins later or ends earlier than was announced.

    The first end that is announced is no earlier one.
    """
    begins_later = opens_at > announced.opens_at
    ends_earlier = announced.closes_at is not None and closes_at is not None and closes_at < announced.closes_at
    return begins_later or ends_earlier


def check_window(
    announced: Consultation, *, opens_at: datetime, closes_at: datetime | None, reason: str, by: Actor, at: datetime
) -> None:
    """Raise ActionRefused unless the window of a published consultation may become this one.

    It may become longer. Shorter than announced, or than 30 days, only a lead makes it, with a reason that the public
    reads. It never ends in the past: whoever opened the form a minute ago could not have known.
    """
    if (opens_at, closes_at) == (announced.opens_at, announced.closes_at):
        return
    if closes_at is not None and closes_at != announced.closes_at and closes_at <= at:
        raise ActionRefused(_("This date is in the past. Choose a later date."), field="closes_at")
    is_new = is_shortened(announced, opens_at=opens_at, closes_at=closes_at)
    if not (is_new or is_short(opens_at, closes_at)):
        return
    field = "opens_at" if opens_at > announced.opens_at else "closes_at"
    if not (by.is_system or Role.LEAD in by.roles):
        raise ActionRefused(
            _(
                "The closing date has been announced. Only a lead can make the period shorter than that, "
                "or shorter than 30 days."
            ),
            field=field,
        )
    if not reason or (is_new and reason == announced.window_reason):
        raise ActionRefused(
            _("Explain why the submission period is being shortened. The public will see this."), field="window_reason"
        )
