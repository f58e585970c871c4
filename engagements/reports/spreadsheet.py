"""CSV writer for spreadsheets: UTF-8 with byte order mark, protected against formula injection."""

import csv
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | None

BYTE_ORDER_MARK = "\ufeff"
# Prefixes that spreadsheets read as a formula, with the full-width forms that some of them treat alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _EchoWriter:
    """A file object that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def safe(cell: Cell) -> Cell:
    """Return a cell safe from formula injection: text that starts like a formula gets an apostrophe; numbers stay."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def lines(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file one by one, with constant memory."""
    # Text is quoted and numbers are not, so that readers can tell them apart.
    writer = csv.writer(_EchoWriter(), quoting=csv.QUOTE_NONNUMERIC)
    yield BYTE_ORDER_MARK + str(writer.writerow(heading))
    for row in rows:
        yield str(writer.writerow([safe(cell) for cell in row]))
