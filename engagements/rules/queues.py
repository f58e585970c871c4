"""Work queues of officials: which submissions each contains, who sees it, and which comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.choices import CASE_ROLES, SubmissionStatus
from engagements.models import InternalNote, RecordedSubmission, StatusChange
from engagements.models.submission import IS_TO_MODERATE, WAITING
from engagements.rules.absences import assigned_or_covered_by
from engagements.rules.actors import Actor
from engagements.rules.case_actions import ASSIGN, NOTE, PUBLICATION
from engagements.rules.claims import to_check
from engagements.rules.dates import midnight
from engagements.rules.permissions import may

# “This week” is today and the next six days, so that the list is not empty on a Friday.
WEEK = timedelta(days=6)

IS_WAITING = Q(status__in=WAITING)
IS_QUARANTINED = Q(status=SubmissionStatus.QUARANTINED)
# Latest transition is “keep”: the security officer confirmed the quarantine.
_LAST_TRANSITION = (
    StatusChange.objects.filter(submission=OuterRef("pk")).order_by("-at", "-pk").values("transition")[:1]
)
CONFIRMED_QUARANTINE = Q(Exact(Subquery(_LAST_TRANSITION), "keep"))
# Reopened after a reply, by a lead or an objection, and not answered since.
_REOPENINGS = StatusChange.objects.filter(submission=OuterRef("pk"), transition__in=("reopen", "object"))
IS_REOPENED = Q(status__in=(*WAITING, SubmissionStatus.CLARIFICATION)) & Q(Exists(_REOPENINGS))
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Queue:
    """One queue: its name in URLs, its label, its filter on a day, and whom it is for."""

    name: str
    label: str | Promise
    condition: Callable[[Actor, date], Q]
    is_for: Callable[[Actor], bool]
    # For second opinions: sorted by number of opinions given, fewest first.
    is_for_second_readers: bool = False


@dataclass(frozen=True)
class AgeBand:
    """A range of waiting times in whole days; `last` is None if open-ended."""

    name: str
    label: str | Promise
    first: int
    last: int | None

    def condition(self, on: date) -> Q:
        """Return the filter for open submissions in this range on a day."""
        newest = Q(received_at__lt=midnight(on - timedelta(days=self.first - 1)))
        if self.last is None:
            return IS_WAITING & newest
        return IS_WAITING & newest & Q(received_at__gte=midnight(on - timedelta(days=self.last)))


def handles_cases(actor: Actor) -> bool:
    """Return whether submissions can be assigned to this actor."""
    return bool(actor.roles & CASE_ROLES)


def decides_on_publication(actor: Actor) -> bool:
    """Return whether this actor decides on publication."""
    return may(actor, PUBLICATION)


def reads_waiting(actor: Actor) -> bool:
    """Return whether this actor may read open submissions."""
    return actor.reads_submissions


def reads_quarantined(actor: Actor) -> bool:
    """Return whether this actor may read quarantined submissions."""
    return actor.reads_quarantined


def can_second_read(actor: Actor) -> bool:
    """Return whether this actor can give a second opinion, in a note on a colleague's submission."""
    return handles_cases(actor) and may(actor, NOTE)


def to_moderate(actor: Actor, on: date) -> Q:
    """Return the filter for submissions awaiting this actor's publication decision, except those they recorded."""
    return IS_TO_MODERATE & ~Q(
        pk__in=RecordedSubmission.objects.filter(recorded_by=actor.official_id).values("submission")
    )


def checks_details(actor: Actor) -> bool:
    """Return whether this actor checks unproved details that would close cases by a conflict of interest."""
    return actor.lists_all_conflicts and actor.reads_submissions


def without_note_by(actor: Actor) -> Q:
    """Return the filter for open submissions assigned to a colleague, without a note by this actor."""
    judged = InternalNote.objects.filter(submission=OuterRef("pk"), author=actor.user)
    in_other_hands = Q(officer_in_charge__isnull=False) & ~Q(officer_in_charge=actor.user)
    return IS_WAITING & in_other_hands & ~Q(Exists(judged))


QUEUES: tuple[Queue, ...] = (
    Queue(
        "mine",
        _("Assigned to me"),
        lambda actor, on: IS_WAITING & assigned_or_covered_by(actor.user, on=on),
        handles_cases,
    ),
    Queue("unassigned", _("Unassigned"), lambda actor, on: IS_WAITING & Q(officer_in_charge=None), reads_waiting),
    Queue("week", _("Due this week"), lambda actor, on: IS_WAITING & Q(due_on__range=(on, on + WEEK)), reads_waiting),
    Queue("overdue", _("Overdue"), lambda actor, on: IS_WAITING & Q(due_on__lt=on), reads_waiting),
    Queue(
        "venture",
        _("Waiting for the venture"),
        lambda actor, on: Q(status=SubmissionStatus.CLARIFICATION),
        reads_waiting,
    ),
    Queue("reopened", _("Reopened"), lambda actor, on: IS_REOPENED, reads_waiting),
    Queue("publication", _("Waiting for a publication decision"), to_moderate, decides_on_publication),
    Queue("details", _("Ventures to be checked"), lambda actor, on: to_check(actor), checks_details),
    Queue("recent", _("Received this week"), lambda actor, on: Q(received_at__gte=midnight(on - WEEK)), reads_waiting),
    Queue("quarantined", _("Quarantined"), lambda actor, on: IS_QUARANTINED & ~CONFIRMED_QUARANTINE, reads_quarantined),
    Queue("kept", _("Kept in quarantine"), lambda actor, on: IS_QUARANTINED & CONFIRMED_QUARANTINE, reads_quarantined),
    Queue(
        "second",
        _("Replies waiting for a second official"),
        lambda actor, on: without_note_by(actor),
        can_second_read,
        is_for_second_readers=True,
    ),
)

BANDS: tuple[AgeBand, ...] = (
    AgeBand("0-7", _("Up to 7 days"), 0, 7),
    AgeBand("8-14", _("8 to 14 days"), 8, 14),
    AgeBand("15-21", _("15 to 21 days"), 15, 21),
    AgeBand("22-", _("More than 21 days"), 22, None),
)


def queues_of(actor: Actor) -> list[Queue]:
    """Return the queues for this actor, in display order."""
    return [queue for queue in QUEUES if queue.is_for(actor)]


def next_for(actor: Actor, on: date) -> Q:
    """Return the filter for the next item: own, plus unassigned for assigners, quarantine for its officer."""
    found = NOTHING
    if handles_cases(actor):
        found |= IS_WAITING & assigned_or_covered_by(actor.user, on=on)
    if handles_cases(actor) and may(actor, ASSIGN):
        found |= IS_WAITING & Q(officer_in_charge=None)
    if actor.reads_quarantined:
        found |= IS_QUARANTINED & ~CONFIRMED_QUARANTINE
    return found
