"""Entry point of the child process: read a file from stdin, write a verdict as JSON to stdout.

Run as `python -I -B -c "…" <task>`. It limits itself before reading the first byte and has no settings or secrets. Its
parent does not trust its output.
"""

import importlib
import json
import os
import resource
import sys
from contextlib import suppress
from typing import Any

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

CPU_SECONDS = 5
MEMORY = 640 * 1024 * 1024
# Maximum characters of all cells of a spreadsheet.
CHARACTERS_MAX = 4_000_000
# Limits of `rules.spreadsheets.table`, with room for rows above the headings.
ROWS_MAX, COLUMNS_MAX = 2_500, 60
# Lower priority than web requests.
NICENESS = 5

# Task → module, function, and fault reported on an unexpected error.
CHECKS = {
    "check pdf": ("pdf", "check_pdf", FileFault.PDF_DAMAGED),
    "check png": ("pictures", "check_png", FileFault.PICTURE_DAMAGED),
    "check jpeg": ("pictures", "check_jpeg", FileFault.PICTURE_DAMAGED),
    "check docx": ("office", "check_docx", FileFault.DOCUMENT_DAMAGED),
    "check xlsx": ("office", "check_xlsx", FileFault.DOCUMENT_DAMAGED),
    "check csv": ("tables", "check_csv", FileFault.TABLE_QUOTES),
}


def main() -> None:
    """Limit this process, check the file on stdin, and print the verdict."""
    limit()
    verdict = verdict_on(sys.stdin.buffer.read(), task=sys.argv[1])
    sys.stdout.buffer.write(json.dumps(verdict, ensure_ascii=False).encode(errors="replace"))


def limit() -> None:
    """Limit CPU time, memory, files and processes, and lower the priority."""
    limits = {"CPU": CPU_SECONDS, "AS": MEMORY, "FSIZE": 0, "CORE": 0, "NOFILE": 64, "NPROC": 0}
    for name, most in limits.items():
        # Not every system supports every limit: macOS has no memory limit.
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    os.nice(NICENESS)


def verdict_on(body: bytes, *, task: str) -> dict[str, Any]:
    """Return a verdict: {} if the file is accepted, its rows if the task is to read it, or its fault."""
    kind = task.rsplit(maxsplit=1)[-1]
    module, function, damaged = CHECKS[f"check {kind}"]
    try:
        check_traces = importlib.import_module("engagements.inspection.parsers.traces").check_traces
        check_traces(body, kind)
        if task == "read csv":
            return _csv_rows(body)
        getattr(importlib.import_module(f"engagements.inspection.parsers.{module}"), function)(body)
        return _xlsx_rows(body) if task == "read xlsx" else {}
    except UnreadableFile as unfit:
        return {"fault": unfit.fault}
    except MemoryError:
        return {"fault": FileFault.TOO_COSTLY}
    except Exception as error:
        return {"fault": damaged, "error": type(error).__name__}


def _csv_rows(body: bytes) -> dict[str, Any]:
    from engagements.inspection.parsers.tables import decoded, rows_of

    text, is_guessed = decoded(body)
    return {"rows": bounded(enumerate(rows_of(text), start=1)), "is_guessed": is_guessed}


def _xlsx_rows(body: bytes) -> dict[str, Any]:
    from engagements.inspection.parsers.workbook import pages_of

    page, pages, rows = pages_of(body)
    return {"rows": bounded(rows), "page": page, "pages": pages}


def bounded(rows: Any) -> list[tuple[int, list[str]]]:
    """Return the non-empty rows without trailing empty cells; raise UnreadableFile if there is too much."""
    kept: list[tuple[int, list[str]]] = []
    left = CHARACTERS_MAX
    for number, row in rows:
        while row and not row[-1].strip():
            row.pop()
        left -= sum(len(cell) + 1 for cell in row)
        if left < 0 or len(kept) > ROWS_MAX:
            raise UnreadableFile(FileFault.SHEET_LONG)
        if row:
            # Keep one cell too many, so that the parent can refuse the row.
            kept.append((number, row if len(row) <= COLUMNS_MAX else [*row[:COLUMNS_MAX], row[-1]]))
    return kept
