"""Working a queue off: which one a person is in, and what comes next in it."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from engagements.admin.base import actor_of
from engagements.admin.submissions.acts import CaseAction
from engagements.models import Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.rules import queues
from engagements.rules.actors import Actor
from engagements.rules.queues import Queue


def queue_of(request: HttpRequest) -> Queue | None:
    """Return the queue that a page was opened from and goes on with, or None for one's own."""
    name = request.POST.get("queue") or request.GET.get("queue")
    return next((queue for queue in queues.queues_of(actor_of(request)) if queue.name == name), None)


def url_in_queue(queue: Queue | None, address: str) -> str:
    """Return the address of a review page within a queue; it begins at the heading, which takes the focus."""
    query = f"?{urlencode({'queue': queue.name})}" if queue else ""
    return f"{address}{query}#start"


def next_submission(
    submission: Submission, actor: Actor, *, queue: Queue | None, act: CaseAction | None = None
) -> Submission | None:
    """Return what comes after a submission in the queue; after the last one, the first that is left."""
    rest = _rows(actor, queue, act, on=timezone.localdate()).exclude(pk=submission.pk)
    if queue and queue.is_for_second_readers:
        return rest.after_in_reading_order(submission).first() or rest.in_reading_order().first()
    return rest.after_in_queue(submission).first() or rest.in_queue_order().first()


def _rows(actor: Actor, queue: Queue | None, act: CaseAction | None, *, on: date) -> SubmissionQuerySet:
    own = act.queue if act else queues.next_for
    held = queue.condition(actor, on) if queue else own(actor, on)
    return Submission.objects.visible_to(actor).filter(held)
