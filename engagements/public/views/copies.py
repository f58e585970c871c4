"""The copy that a venture keeps: all that was sent, what was said and done since, and the receipt, in one file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from engagements.models import Submission
from engagements.public.views import submission_history
from engagements.public.views.status_access import with_permission
from engagements.public.views.submission_rows import foreign_language, rows_of
from engagements.rules.receipts import receipt_of
from engagements.rules.references import url_reference

# The file is opened far from this site: it needs nothing from anywhere, and no script runs in it.
SANDBOX_CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


@require_safe
@with_permission
def as_html(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Hand out the copy as a file that browsers and word processors open."""
    return _file(submission, ending="html", content_type="text/html; charset=utf-8")


@require_safe
@with_permission
def as_text(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Hand out the copy as plain text."""
    return _file(submission, ending="txt", content_type="text/plain; charset=utf-8")


def _file(submission: Submission, *, ending: str, content_type: str) -> HttpResponse:
    response = HttpResponse(
        render_to_string(f"public/track/copy.{ending}", _contents(submission)), content_type=content_type
    )
    name = f"{url_reference(submission.reference)}.{ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Content-Security-Policy"] = SANDBOX_CSP
    return response


def _contents(submission: Submission) -> dict[str, Any]:
    return {
        "submission": submission,
        "language": foreign_language(submission),
        "rows": rows_of(submission),
        "conversation": submission_history.conversation(submission),
        "history": submission_history.history(submission)[::-1],
        "receipt": receipt_of(submission),
        "made_at": timezone.now(),
    }
