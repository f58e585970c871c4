"""Permission to read one submission: a signed cookie, set for the access code, valid for some hours."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from engagements.errors import ActionRefused
from engagements.models import Submission
from engagements.public.views.http import see_other
from engagements.rules import access, references
from engagements.rules.actors import Actor, ActorKind

COOKIE = "permission"
LASTS = timedelta(hours=8)
SALT = "engagements.public.permission"

StatusView = Callable[..., HttpResponseBase]


def redirect_with_access(submission: Submission) -> HttpResponse:
    """Redirect to the status page of a submission and set the permission cookie."""
    return set_access_cookie(see_other(submission.get_absolute_url()), submission)


def set_access_cookie(response: HttpResponse, submission: Submission) -> HttpResponse:
    """Set the cookie that permits the browser to read a submission."""
    response.set_cookie(
        COOKIE,
        signing.dumps([submission.pk, access.access_fingerprint(submission)], salt=SALT),
        max_age=LASTS,
        path=submission.get_absolute_url(),
        secure=not settings.DEMONSTRATION,
        httponly=True,
        samesite="Lax",
    )
    return response


def revoke(response: HttpResponse, submission: Submission) -> HttpResponse:
    """Delete the permission cookie."""
    response.delete_cookie(COOKIE, path=submission.get_absolute_url(), samesite="Lax")
    return response


def submission_from_cookie(request: HttpRequest, reference: str) -> Submission | None:
    """Return the submission with this printed reference if the browser may read it.

    Without the cookie there is no query.
    """
    pk, fingerprint = _signed(request)
    if not pk:
        return None
    viewer = Actor(ActorKind.VENTURE, submission_id=pk)
    submission = Submission.objects.visible_to(viewer).with_story().filter(reference=reference).first()
    return submission if submission and access.access_fingerprint(submission) == fingerprint else None


def normalised_reference(reference: str) -> str:
    """Return a reference from a URL in its printed form, or an empty string if it is malformed."""
    try:
        return references.parse_reference(reference)
    except ActionRefused:
        return ""


def with_permission(view: StatusView) -> StatusView:
    """Pass a view the submission that the browser may read; otherwise redirect to the access code form."""

    @wraps(view)
    def opened(request: HttpRequest, reference: str, **parts: Any) -> HttpResponseBase:
        submission = submission_from_cookie(request, normalised_reference(reference))
        return view(request, submission, **parts) if submission else see_other("public:status", reference)

    return opened


def _signed(request: HttpRequest) -> tuple[int, str]:
    try:
        value: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return 0, ""
    return value[0], value[1]
