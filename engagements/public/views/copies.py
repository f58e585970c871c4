"""Downloadable copy of a submission with its conversation, history and verification code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagements.downloads import save_as
from engagements.models import Submission
from engagements.public.views import submission_history
from engagements.public.views.status_access import with_permission
from engagements.public.views.submission_rows import foreign_language, rows_of
from engagements.rules.receipts import receipt_of
from engagements.rules.references import url_reference


@require_safe
@with_permission
def as_html(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Return the copy as an HTML file for browsers and word processors."""
    return _file(submission, ending="html", content_type="text/html; charset=utf-8")


@require_safe
@with_permission
def as_text(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Return the copy as plain text."""
    return _file(submission, ending="txt", content_type="text/plain; charset=utf-8")


def _file(submission: Submission, *, ending: str, content_type: str) -> HttpResponse:
    page = render_to_string(f"public/track/copy.{ending}", _contents(submission))
    return save_as(HttpResponse(page, content_type=content_type), f"{url_reference(submission.reference)}.{ending}")


def _contents(submission: Submission) -> dict[str, Any]:
    return {
        "submission": submission,
        "language": foreign_language(submission),
        "rows": rows_of(submission),
        "conversation": submission_history.conversation(submission),
        "history": submission_history.told_history(submission)[::-1],
        "receipt": receipt_of(submission),
        "made_at": timezone.now(),
    }
