"""Pages for what went wrong, each with a way on."""

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
# The last resort when even the template cannot be rendered: no markup to go wrong, no language to look up.
PLAIN_SENTENCE = (
    "Something went wrong on our side. Every submission with a reference is safe. Please try again in a minute.\n"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that this person may not make."""
    return render(request, "403.html", status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer a body that is larger than the address takes; nothing of it was read."""
    return render(request, "413.html", status=413)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address behind which nothing is."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection did not match, most often one left open for too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure of ours without asking the database anything.

    One that passes, such as a database that cannot be reached or a full disk, is answered with 503, a time to come
    back, and what a visitor has just typed, ready to be sent again.
    """
    if not is_outage(sys.exc_info()[1]):
        return _failure_page({}, status=500)
    response = _failure_page({"is_outage": True, **_way_on(request)}, status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _failure_page(context: dict[str, Any], *, status: int) -> HttpResponse:
    # Without the request: context processors could ask who is logged in, and that is a query.
    try:
        page = loader.render_to_string("500.html", context)
    except Exception:
        logger.exception("the page for failures cannot be rendered")
        return HttpResponse(PLAIN_SENTENCE, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)


def _way_on(request: HttpRequest) -> dict[str, Any]:
    """Return what the page needs for another try.

    Passwords and codes are typed where officials log in; what was typed there is not shown, browsers go back to it.
    """
    way = {"retry_path": request.get_full_path()}
    if request.method != "POST" or request.path_info.startswith(LOG_IN_PATH):
        return way
    try:
        return way | {"sent": sent_with(request)}
    except Exception:
        logger.exception("what was sent cannot be read")
        return way
