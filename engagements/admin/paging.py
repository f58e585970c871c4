"""A long table on a page of our own: the part that an address asks for, and the ways to the parts beside it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from engagements.admin.request_params import parse_page

ROWS_SHOWN = 50


def paged(rows: QuerySet[Any], request: HttpRequest, *, called: str, each: int = ROWS_SHOWN) -> dict[str, Any]:
    """Return one page of the rows under the name that the template knows them by, with the ways on and back."""
    page = Paginator(rows, each).get_page(parse_page(request))
    return {
        called: page.object_list,
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
