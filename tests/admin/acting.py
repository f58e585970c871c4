"""Act on a submission as its review page does, and read what came of it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.models import Submission
from tests import factories
from tests.admin.pages import page_of


def act_of(submission: Submission, name: str) -> str:
    """Return the address that an act is sent to."""
    return reverse("admin:engagements_submission_act", args=[submission.pk, name])


def act(client: Client, submission: Submission, name: str, *, then: str = "stay", **given: Any) -> HttpResponse:
    """Send the form of an act."""
    return client.post(act_of(submission, name), {"version": submission.version, "then": then, **given})


def begin_of(submission: Submission) -> str:
    """Return the heading of the review page, to which the focus goes after an act."""
    return f"{page_of(submission)}#start"


def errors_at_acts(response: HttpResponse) -> list[str]:
    """Return what the form of the one act that was tried says against it."""
    [errors] = [panel.form.errors for panel in response.context["panels"] if panel.form.is_bound]
    return [sentence for sentences in errors.values() for sentence in sentences]


def status_of(submission: Submission) -> str:
    """Return the status that is stored."""
    return Submission.objects.get(pk=submission.pk).status


def taken_up(days_ago: int = 3) -> Submission:
    """Make a submission that arrived so many days ago and was taken up just now."""
    return factories.moved(factories.received(days_ago), "take_up", at=timezone.now())
