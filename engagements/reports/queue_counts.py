"""How much work there is: the counts behind the queues and how long submissions have waited."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from engagements.models import Submission
from engagements.rules import queues
from engagements.rules.absences import assigned_or_covered_by
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class BandCount:
    """How many submissions have waited so long: all that the actor sees, and those in the actor's own charge."""

    band: queues.AgeBand
    all: int
    mine: int


@dataclass(frozen=True)
class QueueCounts:
    """The counts of one official's queues, by queue, and of the waiting ones by age."""

    counts: tuple[tuple[queues.Queue, int], ...]
    bands: tuple[BandCount, ...]


def count_queues(actor: Actor, *, on: date) -> QueueCounts:
    """Count what stands in each of the actor's queues on a day, from what the actor may see, in one query."""
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
