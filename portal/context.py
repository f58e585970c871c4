"""Context processor for all pages: organisation, demonstration flag and languages."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True)
class OrganisationNames:
    """Names of the organisation in page header and footer."""

    name: str
    department: str
    ministry: str
    owner: str


def organisation(request: HttpRequest) -> dict[str, Any]:
    """Return organisation, demonstration flag, other languages and the date of the templates.

    Uses neither queries nor the session, because error pages and cached pages use it too.
    """
    return {
        "organisation": _organisation(),
        "demonstration": settings.DEMONSTRATION,
        "languages": _other_languages(),
        "last_updated": _pages_changed_at(settings.BASE_DIR / "templates"),
    }


def _organisation() -> OrganisationNames:
    return OrganisationNames(
        name=settings.ORGANISATION_NAME,
        department=settings.ORGANISATION_DEPARTMENT,
        ministry=settings.ORGANISATION_MINISTRY,
        owner=settings.FOOTER_OWNER,
    )


def _other_languages() -> list[dict[str, Any]]:
    current = get_language()
    return [get_language_info(code) for code, _name in settings.LANGUAGES if code != current]


@cache
def _pages_changed_at(folder: Path) -> datetime:
    # A view with newer content passes its own `last_updated`, which takes precedence.
    newest = max((path.stat().st_mtime for path in folder.rglob("*.html")), default=0)
    return datetime.fromtimestamp(newest, UTC)
