"""Workload by official: submissions in charge, due, overdue and answered, and the median time to first reply."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Count, Q
from django.db.models.functions import TruncDay

from engagements.choices import SubmissionStatus
from engagements.models import Official, StatusChange, Submission
from engagements.models.submission import WAITING, SubmissionQuerySet
from engagements.reports.medians import median
from engagements.rules import absences, queues
from engagements.rules.actors import Actor
from engagements.rules.case_actions import ASSIGN
from engagements.rules.desks import case_officials
from engagements.rules.permissions import may

# The recent period: long enough for a median, short enough to describe the present.
LATELY = timedelta(days=30)
FIGURES = ("in_charge", "week", "overdue", "venture", "answered")


@dataclass(frozen=True)
class OfficialCaseload:
    """One official's work, as numbers of submissions they are in charge of.

    `in_charge` counts those waiting for an official, `week` and `overdue` are subsets of it, `venture` those waiting
    for the venture, `answered` those answered in the last 30 days. `median_days` is from receipt to first reply over
    `replied`, those first replied to in the last 30 days. `away` says until when they are absent and who covers.
    """

    official: Official | None
    in_charge: int = 0
    week: int = 0
    overdue: int = 0
    venture: int = 0
    answered: int = 0
    replied: int = 0
    median_days: float | None = None
    away: str = ""


@dataclass(frozen=True)
class OfficialCaseloads:
    """The work of all officials whom the actor oversees, by name; what is unassigned; and the sum of both."""

    rows: tuple[OfficialCaseload, ...]
    unassigned: OfficialCaseload | None
    total: OfficialCaseload


def answered_lately(at: datetime) -> Q:
    """Return the condition: status is answered, and became so in the last 30 days."""
    since = StatusChange.objects.filter(to_status=SubmissionStatus.ANSWERED, at__gte=at - LATELY)
    return Q(status=SubmissionStatus.ANSWERED, pk__in=since.values("submission"))


def replied_lately(at: datetime) -> Q:
    """Return the condition: first reply, interim ones included, sent in the last 30 days."""
    return Q(first_replied_at__gte=at - LATELY)


def may_see_all_officials(actor: Actor) -> bool:
    """Return whether this actor sees the work of all officials, not only their own."""
    return may(actor, ASSIGN)


def caseloads(*, by: Actor, on: date, at: datetime) -> OfficialCaseloads:
    """Return the work of each official over the submissions the actor may see; an officer gets only their own row.

    The number of queries is fixed.
    """
    seen = Submission.objects.visible_to(by)
    if not may_see_all_officials(by):
        seen = seen.filter(officer_in_charge=by.user)
    counts, waits = _counts(seen, on=on, at=at), _waits(seen.filter(replied_lately(at)))
    away = absences.notes_on(on)
    rows = tuple(_row(one, counts, waits, away) for one in _people(by, {*counts, *waits}))
    unassigned = (
        OfficialCaseload(None, **cast(dict[str, Any], counts.get(None, {}))) if may_see_all_officials(by) else None
    )
    return OfficialCaseloads(rows, unassigned, _total(rows, unassigned, waits))


def _counts(seen: SubmissionQuerySet, *, on: date, at: datetime) -> dict[int | None, dict[str, int]]:
    """Return the figures by official, in 3 queries: waiting for an official, for the venture, and answered."""
    waiting = {
        "in_charge": Count("pk"),
        "week": Count("pk", filter=Q(due_on__range=(on, on + queues.WEEK))),
        "overdue": Count("pk", filter=Q(due_on__lt=on)),
    }
    number = {"number": Count("pk")}
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for row in _by_official(seen.filter(status__in=WAITING)).annotate(**waiting):
        found[row.pop("officer_in_charge")].update(row)
    for row in _by_official(seen.filter(status=SubmissionStatus.CLARIFICATION)).annotate(**number):
        found[row["officer_in_charge"]]["venture"] = row["number"]
    for row in _by_official(seen.filter(answered_lately(at))).annotate(**number):
        found[row["officer_in_charge"]]["answered"] = row["number"]
    return found


def _by_official(rows: SubmissionQuerySet) -> Any:
    return rows.order_by().values("officer_in_charge")


def _waits(replied: SubmissionQuerySet) -> dict[int | None, dict[int, int]]:
    """Return for each official how many first replies took how many days."""
    waited = TruncDay("first_replied_at") - TruncDay("received_at")
    counted = replied.order_by().values("officer_in_charge", waited=waited).annotate(number=Count("pk"))
    found: dict[int | None, dict[int, int]] = defaultdict(dict)
    for official, wait, number in counted.values_list("officer_in_charge", "waited", "number"):
        found[official][wait.days] = number
    return found


def _people(by: Actor, holding: Iterable[int | None]) -> list[Official]:
    if not may_see_all_officials(by):
        return [by.user] if by.user else []
    held = [key for key in holding if key is not None]
    return list(
        Official.objects.filter(Q(pk__in=case_officials().values("pk")) | Q(pk__in=held)).order_by("full_name", "pk")
    )


def _row(
    official: Official,
    counts: dict[int | None, dict[str, int]],
    waits: dict[int | None, dict[int, int]],
    away: dict[int, str],
) -> OfficialCaseload:
    own, numbers = waits.get(official.pk, {}), cast(dict[str, Any], counts.get(official.pk, {}))
    return OfficialCaseload(
        official,
        **numbers,
        replied=sum(own.values()),
        median_days=median(own),
        away=away.get(official.pk, ""),
    )


def _total(
    rows: tuple[OfficialCaseload, ...], unassigned: OfficialCaseload | None, waits: dict[int | None, dict[int, int]]
) -> OfficialCaseload:
    parts = [*rows, unassigned] if unassigned else list(rows)
    merged: dict[int, int] = defaultdict(int)
    for own in waits.values():
        for days, number in own.items():
            merged[days] += number
    sums: dict[str, Any] = {name: sum(getattr(part, name) for part in parts) for name in FIGURES}
    return OfficialCaseload(None, **sums, replied=sum(merged.values()), median_days=median(merged))
