"""Pages for what went wrong, each with a way on."""

import logging
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader

from portal.paths import is_official

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "30"
CSRF_FIELD = "csrfmiddlewaretoken"
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

    A database that cannot be reached is a passing state: 503 with a time to come back, and what a visitor has
    just typed, ready to be sent again.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _failure_page({}, status=500)
    response = _failure_page({"is_database_down": True, **_typed(request)}, status=503)
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


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Return what the page needs to offer a visitor's answers again.

    Officials' forms can hold passwords, which no page may show; their browsers go back to what was typed.
    """
    if request.method != "POST" or is_official(request):
        return {"retry_path": request.get_full_path()}
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF_FIELD]
    kept = [(name, _label(name), value) for name, value in fields if isinstance(value, str)]
    return {"retry_path": request.get_full_path(), "kept": kept, "csrf_token": get_token(request)}


def _label(name: str) -> str:
    """Return a field's name as words; its form, which has better ones, may be what could not be loaded."""
    return name.replace("_", " ").replace("-", " ").capitalize()
