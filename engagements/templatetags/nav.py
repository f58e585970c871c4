"""Navigation links of header and footer, with the current page marked."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.inclusion_tag("_components/_nav_link.html", takes_context=True)
def nav_link(context: Context, name: str, label: str, also: str = "") -> dict[str, Any]:
    """Render a link to a named page, marked if the request is for it or below it; nothing if the page does not exist.

    `also` is another path prefix that belongs to the same section.
    """
    url = address(name)
    path = getattr(context.get("request"), "path", "")
    return {"url": url, "label": label, "current": _current(path, url=url, also=also)}


def address(name: str) -> str:
    """Return the path of a named page, or an empty string if it does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(path: str, *, url: str, also: str) -> str:
    if path == url:
        return "page"
    below = url not in {"", "/"} and path.startswith(url)
    return "true" if below or (also and path.startswith(also)) else ""
