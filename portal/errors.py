"""Pages for what went wrong, each with a way on."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "30"
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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address behind which nothing is."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection did not match, most often one left open for too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure of ours without asking the database anything.

    A database that cannot be reached is a passing state: 503 with a time to come back.
    """
    is_database_down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    response = _failure_page(is_database_down=is_database_down)
    if is_database_down:
        response.status_code = 503
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _failure_page(*, is_database_down: bool) -> HttpResponse:
    # Without the request: context processors could ask who is logged in, and that is a query.
    try:
        page = loader.render_to_string("500.html", {"is_database_down": is_database_down})
    except Exception:
        logger.exception("the page for failures cannot be rendered")
        return HttpResponse(PLAIN_SENTENCE, status=500, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=500)
