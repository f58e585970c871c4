"""Which addresses belong to officials, and which answers nobody may keep or index."""

from django.conf import settings


def is_official(path: str) -> bool:
    """Say whether an address is for officials: there alone are sessions read and log-ins known."""
    return path.startswith(settings.OFFICIAL_PATHS)


def is_private(path: str) -> bool:
    """Say whether the answer concerns one person, so that no cache and no search engine may keep it."""
    return path.startswith(settings.PRIVATE_PATHS) or any(step in path for step in settings.PRIVATE_STEPS)
