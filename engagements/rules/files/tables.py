"""CSV: text in UTF-8 that reads as a table of a size somebody can look at."""

import csv
import re

from django.utils.translation import gettext as _

from engagements.errors import Refused

ROWS_MAX = 50_000
COLUMNS_MAX = 200
# What a cell of a spreadsheet can hold.
CELL_MAX = 32_767

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def check_csv(body: bytes) -> None:
    """Raise Refused unless this is UTF-8, with or without a byte order mark, and a table within the limits.

    Cells are kept as they came, those that begin like a formula included: the file is the venture's. It is never put
    into a table of ours without being neutralised.
    """
    text = _decoded(body)
    if _CONTROLS.search(text):
        raise Refused(_("This table holds invisible control characters. Save it again as “CSV UTF-8”."))
    if not text.strip(" \t\r\n,;\"'"):
        raise Refused(_("This table has no entries. Choose the file again."))
    # Lines are counted before they are read: a reader keeps a whole quoted cell, however many lines it runs over.
    if sum(1 for _line in _LINE_END.finditer(text)) > ROWS_MAX:
        raise Refused(_("This table has more than 50,000 lines. Send the part that matters."))
    for row in _rows(text):
        _check_row(row)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("This table is not in UTF-8. Save it as “CSV UTF-8” and send that copy.")) from error


def _rows(text: str) -> list[list[str]]:
    # Whichever sign parts the cells of the first line; a table of one column has none of them.
    first = _LINE_END.split(text, maxsplit=1)[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(_LINE_END.sub("\n", text).splitlines(keepends=True), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Refused(_("This table cannot be read: a quotation mark is not closed, or a cell is too long.")) from error


def _check_row(row: list[str]) -> None:
    if len(row) > COLUMNS_MAX:
        raise Refused(_("This table has more than 200 columns. Send the part that matters."))
    if any(len(cell) > CELL_MAX for cell in row):
        raise Refused(_("A cell of this table is longer than 32,767 characters. Shorten it and send that copy."))
