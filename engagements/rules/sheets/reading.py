"""From an uploaded file to a table: checked as every upload is, then read as what it is."""

import io
from collections.abc import Callable

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import Refused
from engagements.rules.files import check_file, check_name
from engagements.rules.files.names import kind_of
from engagements.rules.sheets import text, workbook
from engagements.rules.sheets.table import Table, table_of

KINDS = frozenset({FileKind.CSV, FileKind.XLSX})


def table_in(name: str, body: bytes, *, knows: Callable[[str], bool]) -> Table:
    """Return the table that a file holds; `knows` tells the headings that are expected.

    Raises Refused, with what the person can do, for what is no CSV or XLSX, is unsafe, too large, or holds nothing.
    """
    check_name(name)
    if kind_of(name) not in KINDS:
        raise Refused(_("Choose a sheet: a file that ends in .xlsx or .csv."))
    if kind_of(name) is FileKind.XLSX:
        check_file(name, io.BytesIO(body), len(body))
        rows, remark = workbook.cells_of(body)
        return table_of(rows, knows=knows, remark=remark)
    written, remark = text.decoded(body)
    # Checked as UTF-8, whatever the file was in: what is read is what is checked.
    even = written.encode()
    check_file(name, io.BytesIO(even), len(even))
    return table_of(text.cells_of(written), knows=knows, remark=remark)
