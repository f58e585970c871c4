"""Redirects after a form was sent."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


def see_other(to: Any, *parts: Any, query: str = "") -> HttpResponseRedirect:
    """Lead on to a page by GET, so that going back or loading again sends nothing twice."""
    return HttpResponseRedirect(resolve_url(to, *parts) + query, status=303)
