"""CSV as officials' programs save it: UTF-8 with or without its mark, or the one-byte code of Windows."""

import csv
import re

from django.utils.translation import gettext as _

from engagements.errors import Refused
from engagements.rules.sheets.table import Row

_SEPARATORS = ",;\t"


def decoded(body: bytes) -> tuple[str, str]:
    """Return the text of a CSV file, and a remark where its encoding had to be guessed.

    Raises Refused for the encodings of two bytes, in which a guess would be garbled.
    """
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(_("This table is not in UTF-8. Save it as “CSV UTF-8” and send that copy."))
    try:
        return body.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        # Python's reader refuses the five bytes that mean nothing in this code; browsers take them for controls.
        text = body.decode("cp1252", errors="replace").replace("\ufffd", "")
        remark = _("The file is not in UTF-8; it was read in the code of Windows (1252). Check names with accents.")
        return text, remark


def cells_of(text: str) -> list[Row]:
    """Return the rows of a CSV text with their numbers; raise Refused where quotation marks do not close."""
    even = re.sub(r"\r\n|\r", "\n", text)
    separator = max(_SEPARATORS, key=even.partition("\n")[0].count)
    try:
        lines = even.split("\n")
        cells = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
        return list(enumerate(cells, start=1))
    except csv.Error as error:
        raise Refused(_("This table cannot be read: a quotation mark is not closed, or a cell is too long.")) from error
