"""Pieces of Markdown that every drawn document is made of."""

from collections.abc import Iterable, Sequence

NOTE = "<!-- Drawn from the code by `manage.py draw_docs`: change the code, then draw again. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; cells are written as text."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)


def cell(value: object) -> str:
    """Return a value as it may stand in a table: on one line, with its bars escaped."""
    return " ".join(str(value).split()).replace("|", "\\|")


def code(value: object) -> str:
    """Return a value set as code, or nothing for nothing."""
    return f"`{value}`" if str(value) else ""


def document(*parts: str) -> str:
    """Return the parts of a document under the note that it is drawn."""
    return "\n\n".join([NOTE, *(part for part in parts if part)]) + "\n"
