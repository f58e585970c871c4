"""Write tables as CSV that a spreadsheet opens as it is meant: UTF-8 with its mark, no cell that acts as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | None

BYTE_ORDER_MARK = "\ufeff"
# What makes a spreadsheet take a text for a formula, and the full-width forms that some of them read alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _EchoWriter:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: a text that begins like a formula gets an apostrophe, a number stays."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def lines(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file one by one, so that memory does not grow with their number."""
    # Every text in quotes, every number without: whoever reads the file can tell them apart.
    writer = csv.writer(_EchoWriter(), quoting=csv.QUOTE_NONNUMERIC)
    yield BYTE_ORDER_MARK + str(writer.writerow(heading))
    for row in rows:
        yield str(writer.writerow([safe(cell) for cell in row]))
