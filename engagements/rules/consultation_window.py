"""The submission period of a published consultation: minimum length, and when it may be shortened."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.models import Consultation
from engagements.rules.actors import Actor

# Minimum length of the submission period in days, first and last included.
WINDOW_DAYS = 30


def days_open(opens_at: datetime, closes_at: datetime) -> int:
    """Return the number of days in a period, first and last included."""
    return (timezone.localdate(closes_at) - timezone.localdate(opens_at)).days + 1


def is_short(opens_at: datetime, closes_at: datetime | None) -> bool:
    """Return whether a period is shorter than 30 days; a period without an end is not."""
    return closes_at is not None and days_open(opens_at, closes_at) < WINDOW_DAYS


def is_shortened(announced: Consultation, *, opens_at: datetime, closes_at: datetime | None) -> bool:
    """Return whether a period begins later or ends earlier than announced.

    Announcing an end for the first time does not count.
    """
    begins_later = opens_at > announced.opens_at
    ends_earlier = announced.closes_at is not None and closes_at is not None and closes_at < announced.closes_at
    return begins_later or ends_earlier


def check_window(
    announced: Consultation, *, opens_at: datetime, closes_at: datetime | None, reason: str, by: Actor, at: datetime
) -> None:
    """Raise ActionRefused unless the period of a published consultation may be changed to this one.

    It may be extended. Only a lead may make it shorter than announced, or leave it shorter than 30 days, with a reason
    that is published. A new end must be in the future, since someone may have the form open.
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
