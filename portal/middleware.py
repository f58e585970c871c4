"""What every answer carries, errors and static files included: a request id and the security headers."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.logs import request_id, route_of
from portal.paths import is_private

logger = logging.getLogger("portal.requests")

ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")

Answerer = Callable[[HttpRequest], HttpResponse]


class RequestIdentity:
    """Gives each request an id, answers with it, and writes one log line without personal data."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identity = identity_of(request)
        token = request_id.set(identity)
        began = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = identity
            self.log(request, response, time.monotonic() - began)
            return response
        finally:
            request_id.reset(token)

    def log(self, request: HttpRequest, response: HttpResponse, took: float) -> None:
        fields = {
            "method": request.method,
            "route": route_of(request),
            "status": response.status_code,
            "milliseconds": round(took * 1000),
        }
        logger.info("request", extra={"fields": fields})


class SecurityHeaders:
    """Adds the content security policy and its companions; a stricter policy already set by a view stays."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response
        self.fixed = fixed_headers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.fixed.items():
            response.headers.setdefault(name, value)
        if is_private(request.path):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def identity_of(request: HttpRequest) -> str:
    """Return the id that a proxy gave the request when it is harmless to repeat, or a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if ACCEPTABLE_ID.fullmatch(given) else uuid.uuid4().hex


def fixed_headers() -> dict[str, str]:
    """Return the headers that are the same on every answer."""
    return {
        "Content-Security-Policy": policy_line(settings.SECURE_CSP),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}={value}" for feature, value in settings.PERMISSIONS_POLICY.items()),
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
    }


def policy_line(directives: Mapping[str, list[str]]) -> str:
    """Write a policy given as directives and their sources."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
