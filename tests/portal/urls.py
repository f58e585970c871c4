"""The portal's addresses and a few that go wrong on purpose."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Asha Rao, asha@example.org")


def has_no_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect to server")


def forbids(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("odd")


def answers(request: HttpRequest, secret: str = "") -> HttpResponse:
    return HttpResponse(f"{request.user} {len(request.session.keys())}")


def keeps(request: HttpRequest) -> HttpResponse:
    request.session["draft"] = 1
    return HttpResponse("kept")


def hands_out(request: HttpRequest) -> HttpResponse:
    return HttpResponse("file", headers={"Content-Security-Policy": "sandbox; default-src 'none'"})


urlpatterns = [
    path("fails/", fails),
    path("no-database/", has_no_database),
    path("forbids/", forbids),
    path("suspects/", suspects),
    path("answers/<secret>/", answers),
    path("keeps/", keeps),
    path("hands-out/", hands_out),
    path("policy/answers/", answers),
    path("policy/no-database/", has_no_database),
    path("policy/keeps/", keeps),
    path("accounts/no-database/", has_no_database),
    *portal_urls,
]
