"""URL classes: officials' pages, and responses that must not be cached or indexed.

Uses `request.path_info`, since `request.path` starts with a prefix that the server supplies.
"""

from django.conf import settings
from django.http import HttpRequest


def is_official(request: HttpRequest) -> bool:
    """Return whether a URL is for officials: only there are sessions read and users signed in."""
    return request.path_info.startswith(settings.OFFICIAL_PATHS)


def is_private(request: HttpRequest) -> bool:
    """Return whether the response concerns one person, so that it must not be cached or indexed."""
    path = request.path_info
    return path.startswith(settings.PRIVATE_PATHS) or any(step in path for step in settings.PRIVATE_STEPS)
