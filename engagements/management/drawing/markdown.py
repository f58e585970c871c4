"""Markdown elements of the generated documents."""

from collections.abc import Iterable, Sequence

NOTE = "<!-- Drawn from the code by `manage.py draw_docs`: change the code, then draw again. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)


def cell(value: object) -> str:
    """Return a value for a table cell: on one line, with pipes escaped."""
    return " ".join(str(value).split()).replace("|", "\\|")


def code(value: object) -> str:
    """Return a value as inline code, or "" if it is empty."""
    return f"`{value}`" if str(value) else ""


def document(*parts: str) -> str:
    """Return the parts of a document below the note that it is generated."""
    return "\n\n".join([NOTE, *(part for part in parts if part)]) + "\n"
