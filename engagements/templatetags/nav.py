"""Draw the links of the header and footer: only those that lead somewhere, and where the visitor is."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.inclusion_tag("_components/_nav_link.html", takes_context=True)
def nav_link(context: Context, name: str, label: str, also: str = "") -> dict[str, Any]:
    """Draw a link to a named page, marked when the visitor is there or below; nothing if the page does not exist.

    `also` is a further beginning of paths that belong to the same part of the site.
    """
    url = address(name)
    path = getattr(context.get("request"), "path", "")
    return {"url": url, "label": label, "current": _current(path, url=url, also=also)}


def address(name: str) -> str:
    """Give the path of a named page, or nothing when no such page is mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(path: str, *, url: str, also: str) -> str:
    if path == url:
        return "page"
    below = url not in {"", "/"} and path.startswith(url)
    return "true" if below or (also and path.startswith(also)) else ""
