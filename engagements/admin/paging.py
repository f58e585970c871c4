"""Pagination of tables on plain pages."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from engagements.admin.request_params import parse_page
from engagements.rules.numerals import format_number

ROWS_SHOWN = 50


def paged(
    rows: QuerySet[Any] | Sequence[Any],
    request: HttpRequest,
    *,
    called: str,
    each: int = ROWS_SHOWN,
    kept: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return template context: one page of the rows under the name `called`, and the URLs of its neighbours.

    `kept` are query parameters that every page's URL keeps; empty ones are left out.
    """
    page = Paginator(rows, each).get_page(parse_page(request))
    parameters = {name: value for name, value in (kept or {}).items() if value}

    def url(number: int) -> str:
        return "?" + urlencode(parameters | {"page": str(number)})

    return {
        called: page.object_list,
        "range": page_range(page.start_index(), page.end_index(), of=page.paginator.count),
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }


def page_range(first: int, last: int, *, of: int) -> str:
    """Return the range of rows on a page, in words."""
    numbers = {"first": format_number(first), "last": format_number(last), "all": format_number(of)}
    return _("%(first)s to %(last)s of %(all)s") % numbers
