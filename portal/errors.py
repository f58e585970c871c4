"""Error pages."""

import logging
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from portal.outage import is_outage
from portal.typed import sent_with

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "30"
LOG_IN_PATH = "/accounts/"
# Last resort if the template cannot be rendered: no markup, no translation.
PLAIN_SENTENCE = (
    "Something went wrong on our side. Every submission with a reference is safe. Please try again in a minute.\n"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 page: malformed request."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 page: not permitted."""
    return render(request, "403.html", status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    """413 page: body above the limit of the URL; it was not read."""
    return render(request, "413.html", status=413)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 page."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 page for a failed CSRF check, most often a form left open for too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 or 503 page, without any query.

    Temporary failures, such as an unreachable database or a full disk, give status 503, Retry-After, and the posted
    text, ready to be sent again.
    """
    if not is_outage(sys.exc_info()[1]):
        return _failure_page({}, status=500)
    response = _failure_page({"is_outage": True, **_way_on(request)}, status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _failure_page(context: dict[str, Any], *, status: int) -> HttpResponse:
    # Rendered without the request: context processors could query the signed-in user.
    try:
        page = loader.render_to_string("500.html", context)
    except Exception:
        logger.exception("the page for failures cannot be rendered")
        return HttpResponse(PLAIN_SENTENCE, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)


def _way_on(request: HttpRequest) -> dict[str, Any]:
    """Return what the page needs for a retry.

    Under sign-in URLs, posted data holds passwords and codes, so it is not repeated.
    """
    way = {"retry_path": request.get_full_path()}
    if request.method != "POST" or request.path_info.startswith(LOG_IN_PATH):
        return way
    try:
        return way | {"sent": sent_with(request)}
    except Exception:
        logger.exception("what was sent cannot be read")
        return way
