"""Read an uploaded spreadsheet into a table, after the checks of every upload; parsed in a child process."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import ActionRefused
from engagements.inspection.child import answer_of
from engagements.inspection.files import check_size
from engagements.inspection.parsers.faults import FileFault
from engagements.inspection.sentences import sentence_of
from engagements.rules.files.kinds import check_beginning
from engagements.rules.files.names import kind_of
from engagements.rules.spreadsheets.table import Row, SpreadsheetTable, table_of

# Maximum number of rows in an XLSX sheet.
ROW_MAX = 1_048_576
KINDS = frozenset({FileKind.CSV, FileKind.XLSX})


def table_in(name: str, body: bytes, *, knows: Callable[[str], bool]) -> SpreadsheetTable:
    """Return the table in a file; `knows` recognises expected headings.

    Raises ActionRefused, saying what to do, for what is not CSV or XLSX, unsafe, too large or empty. Can take seconds:
    call it outside any transaction.
    """
    kind = kind_of(name)
    if kind not in KINDS:
        raise ActionRefused(_("Choose a spreadsheet: a file that ends in .xlsx or .csv."))
    check_size(body, announced=len(body))
    check_beginning(body, kind)
    answer = answer_of(f"read {kind.value}", body)
    return table_of(_rows(answer.get("rows")), knows=knows, remark=_remark(answer))


def _rows(said: Any) -> list[Row]:
    """Return the rows that a child process reports; raise ActionRefused unless they are numbered rows of text."""
    try:
        rows = [(number, row) for number, row in said]
        for number, row in rows:
            if type(number) is not int or not 0 < number <= ROW_MAX or "\0" in "".join(row).encode().decode():
                raise ValueError(number)
    except (TypeError, ValueError) as error:
        raise ActionRefused(sentence_of(FileFault.TOO_COSTLY)) from error
    return rows


def _remark(answer: dict[str, Any]) -> str:
    """Return what the user should know about how the file was read."""
    if answer.get("is_guessed") is True:
        return _("The file is not in UTF-8. It was read as Windows-1252. Check names with accents.")
    if isinstance(answer.get("pages"), int) and answer["pages"] > 1:
        return _("Only the first sheet of the workbook, “%(name)s”, was read.") % {"name": str(answer.get("page"))[:60]}
    return ""
