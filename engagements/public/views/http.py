"""Redirects after a form was sent."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# As long as a request line that the server takes.
ADDRESS_LENGTH_MAX = 4000


def see_other(to: Any, *parts: Any, query: str = "") -> HttpResponseRedirect:
    """Lead on to a page by GET, so that going back or loading again sends nothing twice."""
    return HttpResponseRedirect(resolve_url(to, *parts) + query, status=303)


def page_of_ours(given: str) -> str:
    """Return an address that a visitor gave where it is the path of a page here; an empty text for any other."""
    is_path = given.startswith("/") and len(given) <= ADDRESS_LENGTH_MAX
    return given if is_path and url_has_allowed_host_and_scheme(given, allowed_hosts=None) else ""
