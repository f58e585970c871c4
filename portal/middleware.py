"""Middleware for every request, static files included: id, client IP address, headers, methods, body size."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from portal.errors import too_large
from portal.logs import request_id, route_of
from portal.paths import is_private

logger = logging.getLogger("portal.requests")

ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")

Answerer = Callable[[HttpRequest], HttpResponse]


class RequestIdentity:
    """Assigns each request an id, returns it in the response, and logs one line without personal data."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identity = request_id_for(request)
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


class ClientAddress:
    """Sets REMOTE_ADDR to the IP address seen by the outermost of our own proxies; empty if invalid.

    Earlier entries in X-Forwarded-For can be forged.
    """

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = settings.TRUSTED_PROXY_COUNT
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        seen = passed[-count] if count and len(passed) >= count else request.META.get("REMOTE_ADDR", "")
        try:
            request.META["REMOTE_ADDR"] = str(ip_address(seen))
        except ValueError:
            request.META["REMOTE_ADDR"] = ""
        return self.get_response(request)


class SecurityHeaders:
    """Adds the content security policy and related headers; a policy set by a view is kept."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response
        self.fixed = fixed_headers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.fixed.items():
            response.headers.setdefault(name, value)
        if is_private(request):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


class KnownMethods:
    """Refuses HTTP methods that no page uses."""

    TAKEN = ("GET", "HEAD", "OPTIONS", "POST")

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in self.TAKEN:
            return self.get_response(request)
        return HttpResponseNotAllowed(self.TAKEN)


class BodyLimit:
    """Refuses a body above the limit of its URL before any of it is read.

    Must precede whatever reads the body first, which is the CSRF check.
    """

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view_and_arguments: Any) -> HttpResponse | None:
        """Return a 413 response instead of calling the view if the announced length is too large."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced) <= most_bytes(request):
            return None
        return too_large(request)


def most_bytes(request: HttpRequest) -> int:
    """Return the body limit of a request's URL in bytes."""
    match = request.resolver_match
    takes_files = match is not None and match.view_name in settings.UPLOAD_ROUTES
    is_with_files = request.content_type == "multipart/form-data"
    return settings.UPLOAD_BYTES_READ if takes_files and is_with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def request_id_for(request: HttpRequest) -> str:
    """Return the proxy's request id if it is well-formed, otherwise a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if ACCEPTABLE_ID.fullmatch(given) else uuid.uuid4().hex


def fixed_headers() -> dict[str, str]:
    """Return the headers that are the same on every response."""
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
    """Serialise a content security policy."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
