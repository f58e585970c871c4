"""Extract a table from spreadsheet cells: find the header row, keep row numbers, enforce limits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused
from engagements.rules.numerals import group
from engagements.rules.text_cleaning import normalised
from engagements.rules.tokenizer import words_of

ROWS_MAX, COLUMNS_MAX, CELL_MAX = 2_000, 60, 6_000
# Rows searched for headings: a title and remarks may come before them.
HEADER_SEARCH_ROWS = 10
FORMULA_SIGNS = tuple("=+-@＝＋－＠")

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class SpreadsheetTable:
    """Headings, rows with their numbers in the file, and a remark on how the file was read."""

    headings: list[str]
    rows: list[Row]
    remark: str = ""


def table_of(cells: Iterable[Row], *, knows: Callable[[str], bool], remark: str = "") -> SpreadsheetTable:
    """Return the table in rows of cells; `knows` recognises expected headings.

    Empty rows are dropped, the others keep their numbers. Raises ActionRefused if there is no data or too much.
    """
    rows = _bounded(cells)
    if not rows:
        raise ActionRefused(_("This spreadsheet has no rows. Choose the file again."))
    place = _header_row_index(rows, knows)
    headings, below = rows[place][1], rows[place + 1 :]
    if not below:
        raise ActionRefused(_("This spreadsheet has headings but no rows. Choose the file again."))
    if len(below) > ROWS_MAX:
        raise ActionRefused(_too_long())
    width = len(headings)
    return SpreadsheetTable(
        _distinct(headings), [(number, (row + [""] * width)[:width]) for number, row in below], remark
    )


def _bounded(cells: Iterable[Row]) -> list[Row]:
    found: list[Row] = []
    for number, row in cells:
        trimmed = [_trimmed(cell) for cell in row]
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        if len(trimmed) > COLUMNS_MAX:
            raise ActionRefused(
                _("This spreadsheet has more than %(limit)d columns. Keep those that matter.") % {"limit": COLUMNS_MAX}
            )
        if any(len(cell) > CELL_MAX for cell in trimmed):
            words = _("In row %(row)d a cell is longer than %(limit)s characters. Shorten it.")
            raise ActionRefused(words % {"row": number, "limit": group(CELL_MAX)})
        if trimmed:
            found.append((number, trimmed))
        if len(found) > ROWS_MAX + HEADER_SEARCH_ROWS:
            raise ActionRefused(_too_long())
    return found


def _too_long() -> str:
    return _("This spreadsheet has more than %(limit)s rows. Split it into several files.") % {"limit": group(ROWS_MAX)}


def _trimmed(cell: str) -> str:
    """Return a cell stripped, without the apostrophe that our exports put before a formula."""
    text = normalised(cell).strip().strip("\ufeff\u00a0").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text


def _header_row_index(rows: list[Row], knows: Callable[[str], bool]) -> int:
    """Return the index of the row with most known headings among the first ones, or else 0."""
    scores = [sum(1 for cell in row if cell and knows(cell)) for _number, row in rows[:HEADER_SEARCH_ROWS]]
    return scores.index(max(scores))


def _distinct(headings: list[str]) -> list[str]:
    """Return unique headings: empty and repeated ones get their column number."""
    named = [heading.replace("\n", " ")[:120] for heading in headings]
    seen = [" ".join(words_of(heading)) for heading in named]
    return [
        heading if heading and seen.count(key) == 1 else f"{heading} ({_('column')} {place})".strip()
        for place, (heading, key) in enumerate(zip(named, seen, strict=True), start=1)
    ]
