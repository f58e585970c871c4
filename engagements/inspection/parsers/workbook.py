"""Read the first sheet of a workbook as rows of text, without evaluating formulas.

A formula yields the value saved with it; a merged cell has its text in the first cell.
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
    """Return the name of the first visible sheet, the number of visible sheets, and the first one's numbered rows.

    The workbook must have passed `office.check_xlsx`. Raises UnreadableFile if no sheet is visible, or rows are out of
    order.
    """
    book = load_workbook(BytesIO(body), read_only=True, data_only=True, keep_links=False)
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    if not pages:
        raise UnreadableFile(FileFault.SHEET_PAGELESS)
    # openpyxl silently drops a row whose number does not exceed the previous one.
    if any(
        name.startswith("xl/worksheets/") and not read_markup(part).is_in_order for name, part in container_parts(body)
    ):
        raise UnreadableFile(FileFault.DOCUMENT_UNREADABLE)
    # The declared dimensions may be wrong and would truncate the sheet.
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
    # Hide binary rounding: 0.1 may be stored as 0.10000000000000001.
    if isinstance(value, float) and abs(value) < _LARGEST:
        rounded = f"{round(Decimal(str(value)), 6):f}"
        return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    return str(value)
