"""Redirects after POST requests."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# Within the server's limit for a request line.
ADDRESS_LENGTH_MAX = 4000


def see_other(to: Any, *parts: Any, query: str = "") -> HttpResponseRedirect:
    """Redirect with status 303, so that going back or reloading sends nothing twice."""
    return HttpResponseRedirect(resolve_url(to, *parts) + query, status=303)


def page_of_ours(given: str) -> str:
    """Return a user-supplied URL if it is a path of this site, otherwise an empty string (no open redirect)."""
    is_path = given.startswith("/") and len(given) <= ADDRESS_LENGTH_MAX
    return given if is_path and url_has_allowed_host_and_scheme(given, allowed_hosts=None) else ""
