"""Navigation through a queue: the current queue and its next submission."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from engagements.admin.plain_pages import actor_of
from engagements.models import Submission
from engagements.rules import queues
from engagements.rules.actors import Actor
from engagements.rules.case_actions import CaseAction
from engagements.rules.queues import Queue


def queue_of(request: HttpRequest) -> Queue | None:
    """Return the queue that a page was opened from, or None for the user's own."""
    name = request.POST.get("queue") or request.GET.get("queue")
    return next((queue for queue in queues.queues_of(actor_of(request)) if queue.name == name), None)


def url_in_queue(queue: Queue | None, address: str) -> str:
    """Return the URL of a review page within a queue; its anchor is the heading, which gets the focus."""
    query = f"?{urlencode({'queue': queue.name})}" if queue else ""
    return f"{address}{query}#start"


def next_submission(
    submission: Submission, actor: Actor, *, queue: Queue | None, action: CaseAction | None = None
) -> Submission | None:
    """Return the next submission in the queue; after the last one, the first remaining.

    Outside a queue, use the action's follow-up queue, or the user's own.
    """
    on = timezone.localdate()
    if queue is None and action is not None and action.next_queue:
        queue = next(one for one in queues.QUEUES if one.name == action.next_queue)
    held = queue.condition(actor, on) if queue else queues.next_for(actor, on)
    rest = Submission.objects.visible_to(actor).filter(held).exclude(pk=submission.pk)
    if queue and queue.is_for_second_readers:
        return rest.after_in_reading_order(submission).first() or rest.in_reading_order().first()
    return rest.after_in_queue(submission).first() or rest.in_queue_order().first()
