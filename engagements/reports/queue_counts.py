"""Counts of the officials' queues, and of waiting submissions by age."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from engagements.models import Submission
from engagements.rules import queues
from engagements.rules.absences import assigned_or_covered_by
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class BandCount:
    """Submissions in one age band: all that the actor sees, and those assigned to or covered by the actor."""

    band: queues.AgeBand
    all: int
    mine: int


@dataclass(frozen=True)
class QueueCounts:
    """Counts of one official's queues, and of waiting submissions by age band."""

    counts: tuple[tuple[queues.Queue, int], ...]
    bands: tuple[BandCount, ...]


def count_queues(actor: Actor, *, on: date) -> QueueCounts:
    """Count the submissions in each of the actor's queues on a day, limited to what the actor may see; 1 query."""
    offered = [queue for queue in queues.queues_of(actor) if not queue.is_for_second_readers]
    mine = assigned_or_covered_by(actor.user, on=on)
    wanted = {f"queue_{queue.name}": queue.condition(actor, on) for queue in offered}
    for band in queues.BANDS:
        wanted[f"all_{band.first}"] = band.condition(on)
        wanted[f"mine_{band.first}"] = band.condition(on) & mine
    aggregates = {name: Count("pk", filter=condition) for name, condition in wanted.items()}
    found = Submission.objects.visible_to(actor).aggregate(**aggregates)
    return QueueCounts(
        counts=tuple((queue, found[f"queue_{queue.name}"]) for queue in offered),
        bands=tuple(BandCount(band, found[f"all_{band.first}"], found[f"mine_{band.first}"]) for band in queues.BANDS),
    )
