"""The work-queue page: open work, its age, and the next submissions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from engagements.admin.policies import tasks_of
from engagements.admin.submissions.clocks import Clock, clock_of
from engagements.choices import DeliveryStatus
from engagements.models import OutgoingMessage, Submission
from engagements.reports.queue_counts import QueueCounts, count_queues
from engagements.rules import queues
from engagements.rules.actors import Actor
from engagements.rules.case_actions import ASSIGN
from engagements.rules.permissions import Act, may

ROWS = 10
# Queues that show a tone when not empty, because something is late or needs care.
TONES = {
    "overdue": "bad",
    "week": "warn",
    "unassigned": "warn",
    "reopened": "warn",
    "details": "warn",
    "quarantined": "warn",
}


@dataclass(frozen=True)
class HomeTile:
    """A queue as a tile: its name, count, and the list it links to."""

    name: str | Promise
    count: int
    url: str
    tone: str = ""
    note: str | Promise = ""


@dataclass(frozen=True)
class BandRow:
    """One age band: numbers of submissions, their lists, and the width of the bar in percent."""

    label: str | Promise
    all: int
    all_url: str
    mine: int
    mine_url: str
    share: str
    rank: int


def work_of(actor: Actor, *, on: date) -> dict[str, Any]:
    """Return the context of the work-queue page for an official on a day."""
    load = count_queues(actor, on=on)
    return {
        "tasks": tasks_of(actor),
        "tiles": [*_tiles(load, on=on), *_mail_tiles(actor)],
        "bands": _band_rows(load) if actor.reads_submissions else [],
        "works_cases": queues.handles_cases(actor),
        "next_rows": next_rows(actor, on=on),
        "shows_next": queues.handles_cases(actor) or actor.reads_quarantined,
        "assigns": may(actor, ASSIGN),
    }


def next_rows(actor: Actor, *, on: date) -> list[tuple[Submission, Clock]]:
    """Return the first submissions of this official's queue, each with its clock."""
    queue = Submission.objects.visible_to(actor).filter(queues.next_for(actor, on)).in_queue_order()
    return [(submission, clock_of(submission, on=on)) for submission in queue.with_facts()[:ROWS]]


def _tiles(load: QueueCounts, *, on: date) -> list[HomeTile]:
    return [
        HomeTile(queue.label, count, _list_url(queue=queue.name), TONES.get(queue.name, ""), _note(queue, on=on))
        for queue, count in load.counts
    ]


def _note(queue: queues.Queue, *, on: date) -> str:
    return {
        "mine": _("assigned to you and waiting"),
        "unassigned": _("not assigned to anyone yet"),
        "week": _("today and the next six days"),
        "overdue": _("past the due date"),
        "venture": _("waiting for the venture; the time limit is paused"),
        "reopened": _("awaiting a second reply"),
        "publication": _("the venture has agreed; an official must decide"),
        "details": _("a detail that no one proved would close cases by a conflict of interest"),
        "recent": _("in the last seven days"),
        "quarantined": _("to be released or kept; only security officers see these"),
        "kept": _("decided: kept in quarantine"),
    }[queue.name]


def _mail_tiles(actor: Actor) -> list[HomeTile]:
    """Return the email tiles, for those who manage outgoing email."""
    if not may(actor, Act.RETRY_MAIL):
        return []
    failed, queued = Q(status=DeliveryStatus.FAILED), Q(status=DeliveryStatus.QUEUED)
    mail = OutgoingMessage.objects.visible_to(actor)
    found = mail.aggregate(failed=Count("pk", filter=failed), queued=Count("pk", filter=queued))
    return [
        HomeTile(
            _("Failed email"),
            found["failed"],
            _mail_url(DeliveryStatus.FAILED),
            "bad",
            _("given up after two days, or impossible to send"),
        ),
        HomeTile(
            _("Email in the queue"),
            found["queued"],
            _mail_url(DeliveryStatus.QUEUED),
            "",
            _("will be sent automatically"),
        ),
    ]


def _band_rows(load: QueueCounts) -> list[BandRow]:
    widest = max((count.all for count in load.bands), default=0) or 1
    return [
        BandRow(
            label=count.band.label,
            all=count.all,
            all_url=_list_url(age=count.band.name),
            mine=count.mine,
            mine_url=_list_url(queue="mine", age=count.band.name),
            share=f"{100 * count.all / widest:.2f}%",
            rank=rank,
        )
        for rank, count in enumerate(load.bands)
    ]


def _list_url(**parameters: str) -> str:
    return f"{reverse('admin:engagements_submission_changelist')}?{urlencode(parameters)}"


def _mail_url(status: DeliveryStatus) -> str:
    return f"{reverse('admin:engagements_outgoingmessage_changelist')}?{urlencode({'status': status})}"
