"""The first page of a workbook as rows of text: what its cells show, never what a formula would work out.

Of a formula only the value that was saved with it is taken; a merged cell's text stands in its first place.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from engagements.inspection.parsers.containers import container_parts
from engagements.inspection.parsers.faults import FileFault, UnreadableFile
from engagements.inspection.parsers.markup import read_markup

_LARGEST = 10**18


def pages_of(body: bytes) -> tuple[str, int, Iterator[tuple[int, list[str]]]]:
    """Return the name of the first visible page, how many there are, and the rows of the first with their numbers.

    The workbook has passed `office.check_xlsx`. Raises Unfit where there is no page to read, or rows lie out of order.
    """
    book = load_workbook(BytesIO(body), read_only=True, data_only=True, keep_links=False)
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    if not pages:
        raise UnreadableFile(FileFault.SHEET_PAGELESS)
    # openpyxl drops a row whose number is not above that of the row before it.
    if any(
        name.startswith("xl/worksheets/") and not read_markup(part).is_in_order for name, part in container_parts(body)
    ):
        raise UnreadableFile(FileFault.DOCUMENT_UNREADABLE)
    # What a page says of its own size may be wrong, and would cut it.
    pages[0].reset_dimensions()
    return pages[0].title, len(pages), ((n, [_text(cell) for cell in row]) for n, row in enumerate(pages[0].rows, 1))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    # Fractions come out of binary arithmetic: 0.1 is written as 0.10000000000000001.
    if isinstance(value, float) and abs(value) < _LARGEST:
        rounded = f"{round(Decimal(str(value)), 6):f}"
        return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    return str(value)
