"""Parse CSV within limits of size."""

import csv
import re
from collections.abc import Iterator

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

LINES_MAX = 50_000
COLUMNS_MAX = 200
# Maximum length of a cell in Excel.
CELL_MAX = 32_767

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SEPARATORS = ",;\t"


def check_csv(body: bytes) -> None:
    """Raise UnreadableFile unless this is a CSV file in UTF-8, with or without BOM, within the limits.

    Cells are kept unchanged, including those that begin like a formula: the file belongs to the venture. Our own
    exports neutralise them.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(FileFault.TABLE_CODE) from error
    for _row in rows_of(text):
        pass


def decoded(body: bytes) -> tuple[str, bool]:
    """Return the text of a CSV file as office programs save it, and whether its encoding was guessed.

    Decodes UTF-8 or Windows-1252; raises UnreadableFile for UTF-16.
    """
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(FileFault.TABLE_CODE)
    try:
        return body.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        # Python's cp1252 leaves five bytes undefined; browsers decode them as control characters.
        return body.decode("cp1252", errors="replace").replace("\ufffd", ""), True


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV text; raise UnreadableFile if it is malformed or exceeds the limits."""
    if _CONTROLS.search(text):
        raise UnreadableFile(FileFault.TABLE_CONTROLS)
    if not text.strip(" \t\r\n,;\"'"):
        raise UnreadableFile(FileFault.TABLE_EMPTY)
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    # Count lines first: csv.reader buffers a whole quoted cell, however many lines it spans.
    if even.count("\n") > LINES_MAX:
        raise UnreadableFile(FileFault.TABLE_LONG)
    # The most frequent separator of the first line; irrelevant for a single column.
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
