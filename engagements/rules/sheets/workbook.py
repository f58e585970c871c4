"""The first page of a workbook as rows of text: what its cells show, never what a formula would work out.

Of a formula only the value that was saved with it is taken. The container and its parts have passed `rules.files`
before: no macros, no entities, nothing from elsewhere, bounded sizes.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, fromstring

from django.utils.translation import gettext as _

from engagements.errors import Refused
from engagements.rules.files.zips import parts_of
from engagements.rules.sheets.table import COLUMNS_MAX, Row

_WORKBOOK, _STYLES, _STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
# Days are counted from here; the day that 1900 did not have is thereby left out for all later ones.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_SERIAL = 200_000
# Numbers of the formats that every program knows and that show a day.
_DAY_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Book:
    """What is needed to read cells: shared texts, which styles show a day, and from when days are counted."""

    strings: list[str] = field(default_factory=list)
    day_styles: frozenset[int] = frozenset()
    epoch: datetime = _EPOCH


def cells_of(body: bytes) -> tuple[list[Row], str]:
    """Return the rows of the first page with their numbers, and a remark where there are further pages.

    A merged cell's text stands in its first place. Raises Refused where there is no page to read.
    """
    parts = {part.name: part.body for part in parts_of(body)}
    if _WORKBOOK not in parts:
        raise Refused(_unreadable())
    workbook = fromstring(parts[_WORKBOOK])  # noqa: S314
    pages = _pages(workbook, parts)
    if not pages:
        raise Refused(_unreadable())
    book = _book(workbook, parts)
    remark = _("Only the first page of the workbook, “%(name)s”, was read.") % {"name": pages[0][0]}
    rows = list(_rows(fromstring(parts[pages[0][1]]), book))  # noqa: S314
    return rows, remark if len(pages) > 1 else ""


def _pages(workbook: Element, parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the visible pages in their order, each with its name and the part that holds it."""
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        return []
    targets = {one.get("Id", ""): one.get("Target", "") for one in _all(fromstring(relations), "Relationship")}  # noqa: S314
    found = []
    for page in _all(workbook, "sheet"):
        number = next((value for name, value in page.attrib.items() if name.endswith("}id")), "")
        target = targets.get(number, "")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if place in parts and page.get("state", "visible") == "visible":
            found.append((page.get("name", ""), place))
    return found


def _book(workbook: Element, parts: dict[str, bytes]) -> Book:
    properties = next(_all(workbook, "workbookPr"), None)
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    strings = [_text(one) for one in _children(fromstring(parts[_STRINGS]), "si")] if _STRINGS in parts else []  # noqa: S314
    styles = _day_styles(fromstring(parts[_STYLES])) if _STYLES in parts else frozenset()  # noqa: S314
    return Book(strings, styles, _EPOCH_1904 if is_1904 else _EPOCH)


def _day_styles(styles: Element) -> frozenset[int]:
    custom = {one.get("numFmtId"): one.get("formatCode", "") for one in _all(styles, "numFmt")}
    formats = next(_all(styles, "cellXfs"), None)
    used = [one.get("numFmtId", "0") for one in _children(formats, "xf")] if formats is not None else []
    return frozenset(place for place, number in enumerate(used) if _shows_day(number, custom.get(number)))


def _shows_day(number: str, code: str | None) -> bool:
    if code is None:
        return _index(number) in _DAY_FORMATS
    bare = re.sub(r'"[^"]{0,200}"|\\.|\[[^\]]{0,60}\]', "", code).lower()
    return "y" in bare or "d" in bare


def _rows(page: Element, book: Book) -> Iterator[Row]:
    data = next(_all(page, "sheetData"), None)
    reached = 0
    for row in _children(data, "row") if data is not None else []:
        # Rows stand in their order: a number that goes back is none, since two rows must not share one.
        reached = max(_index(row.get("r", "")) or 0, reached + 1)
        yield reached, _row(row, book)


def _row(row: Element, book: Book) -> list[str]:
    cells: dict[int, str] = {}
    for following, cell in enumerate(_children(row, "c")):
        match = _PLACE.fullmatch(cell.get("r", ""))
        place = _column(match[1]) if match else following
        text = _cell(cell, book)
        # Columns far to the right that hold something count as too many; empty ones are nothing.
        if text:
            cells[min(place, COLUMNS_MAX)] = text
    return [cells.get(place, "") for place in range(max(cells, default=-1) + 1)]


def _index(text: str) -> int | None:
    """Return the whole number that a part says, or None for what is none or longer than any that a workbook has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: Element, book: Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inner = next(_children(cell, "is"), None)
        return _text(inner) if inner is not None else ""
    value = next(_children(cell, "v"), None)
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        place = _index(text)
        return book.strings[place] if place is not None and place < len(book.strings) else ""
    if kind == "b":
        return "yes" if text == "1" else "no"
    if kind in ("str", "d"):
        return text
    return "" if kind == "e" else _number(text, cell.get("s", ""), book)


def _number(text: str, style: str, book: Book) -> str:
    """Return a number as it is read: a day where its style shows one, else without an exponent or an empty fraction."""
    try:
        number = Decimal(text.strip() or "x")
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number) > Decimal(10) ** 18:
        return text
    if _index(style) in book.day_styles and 0 < number < _LAST_SERIAL:
        return (book.epoch + timedelta(days=int(number))).date().isoformat()
    # Fractions come out of binary arithmetic: 0.1 is written as 0.10000000000000001.
    rounded = round(number, 6)
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"


def _text(element: Element) -> str:
    """Return the text of a string in one or several runs; readings above the line are left out."""
    runs = [element, *_children(element, "r")]
    return "".join(piece.text or "" for run in runs for piece in _children(run, "t"))


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _local(one) == name)


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if _local(one) == name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unreadable() -> str:
    return _("In this workbook there is no page that can be read. Save it again as XLSX, or as “CSV UTF-8”.")
