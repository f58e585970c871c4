"""Which addresses belong to officials, and which answers nobody may keep or index.

Judged by the path that finds the page. `request.path` begins with whatever a server says of where the application lies.
"""

from django.conf import settings
from django.http import HttpRequest


def is_official(request: HttpRequest) -> bool:
    """Say whether an address is for officials: there alone are sessions read and log-ins known."""
    return request.path_info.startswith(settings.OFFICIAL_PATHS)


def is_private(request: HttpRequest) -> bool:
    """Say whether the answer concerns one person, so that no cache and no search engine may keep it."""
    path = request.path_info
    return path.startswith(settings.PRIVATE_PATHS) or any(step in path for step in settings.PRIVATE_STEPS)
