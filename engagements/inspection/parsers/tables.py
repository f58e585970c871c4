"""CSV: text that reads as a table of a size somebody can look at."""

import csv
import re
from collections.abc import Iterator

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

LINES_MAX = 50_000
COLUMNS_MAX = 200
# What a cell of a spreadsheet can hold.
CELL_MAX = 32_767

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SEPARATORS = ",;\t"


def check_csv(body: bytes) -> None:
    """Raise Unfit unless this is UTF-8, with or without a byte order mark, and a table within the limits.

    Cells are kept as they came, those that begin like a formula included: the file is the venture's. It is never put
    into a table of ours without being neutralised.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(FileFault.TABLE_CODE) from error
    for _row in rows_of(text):
        pass


def decoded(body: bytes) -> tuple[str, bool]:
    """Return the text of a CSV file as officials' programs save it, and whether its encoding had to be guessed.

    That is UTF-8 or the one-byte code of Windows; raises Unfit for those of two bytes, where a guess would be garbled.
    """
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(FileFault.TABLE_CODE)
    try:
        return body.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        # Python's reader refuses the five bytes that mean nothing in this code; browsers take them for controls.
        return body.decode("cp1252", errors="replace").replace("\ufffd", ""), True


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV text; raise Unfit where it is no table, or one beyond the limits."""
    if _CONTROLS.search(text):
        raise UnreadableFile(FileFault.TABLE_CONTROLS)
    if not text.strip(" \t\r\n,;\"'"):
        raise UnreadableFile(FileFault.TABLE_EMPTY)
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    # Lines are counted before they are read: a reader keeps a whole quoted cell, however many lines it runs over.
    if even.count("\n") > LINES_MAX:
        raise UnreadableFile(FileFault.TABLE_LONG)
    # Whichever sign parts the cells of the first line; a table of one column has none of them.
    separator = max(_SEPARATORS, key=even.partition("\n")[0].count)
    try:
        for row in csv.reader((f"{line}\n" for line in even.split("\n")), delimiter=separator, strict=True):
            if len(row) > COLUMNS_MAX:
                raise UnreadableFile(FileFault.TABLE_WIDE)
            if any(len(cell) > CELL_MAX for cell in row):
                raise UnreadableFile(FileFault.TABLE_CELL)
            yield row
    except csv.Error as error:
        raise UnreadableFile(FileFault.TABLE_QUOTES) from error
