"""First-reply times: median wait, and share within the promised number of days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDay
from django.utils import timezone

from engagements.models.submission import SubmissionQuerySet
from engagements.reports.medians import median
from engagements.reports.scope import FirstReply, Scope, submissions_in
from engagements.rules.actors import Actor
from engagements.rules.deadlines import ANSWER_DAYS


@dataclass(frozen=True)
class ResponseTimes:
    """First replies, interim ones included. Waits are calendar days in India.

    `in_time` of `due` had their first reply within the promised days. `due` counts only submissions whose promised days
    are over, so that one received yesterday is neither success nor failure.
    """

    median_days: float | None
    replied: int
    replied_scope: Scope
    in_time: int
    in_time_scope: Scope
    due: int
    due_scope: Scope


def responsiveness(scope: Scope, *, by: Actor, at: datetime) -> ResponseTimes:
    """Return the first-reply times of a scope at a point in time."""
    replied_scope = scope.narrowed(reply=scope.reply or FirstReply.SENT.value)
    due_scope = scope_of_due(scope, at=at)
    in_time_scope = due_scope.narrowed(reply=FirstReply.IN_TIME.value)
    waits = _waits(submissions_in(scope, by=by))
    return ResponseTimes(
        median_days=median(waits),
        replied=sum(waits.values()),
        replied_scope=replied_scope,
        in_time=submissions_in(in_time_scope, by=by).count(),
        in_time_scope=in_time_scope,
        due=submissions_in(due_scope, by=by).count(),
        due_scope=due_scope,
    )


def scope_of_due(scope: Scope, *, at: datetime) -> Scope:
    """Return the scope narrowed to submissions whose first reply is due by now."""
    last = timezone.localdate(at) - timedelta(days=ANSWER_DAYS + 1)
    return scope.narrowed(received_to=min(last, scope.received_to or last))


def _waits(submissions: SubmissionQuerySet) -> dict[int, int]:
    """Return how many first replies took how many days."""
    replied = submissions.filter(first_replied_at__isnull=False).order_by()
    waited = TruncDay("first_replied_at") - TruncDay("received_at")
    counted = replied.values(waited=waited).annotate(submissions=Count("pk")).values_list("waited", "submissions")
    return {wait.days: number for wait, number in counted}
