"""Faults for which a file is refused, as the child process reports them; `inspection.sentences` has the messages."""

from enum import StrEnum


class FileFault(StrEnum):
    """What is wrong with a file."""

    NOT_ITS_NAME = "not its name"
    HIDDEN_FILE = "hidden file"
    HIDDEN_ARCHIVE = "hidden archive"
    VIRUS = "virus"
    TOO_COSTLY = "too costly"
    PDF_DAMAGED = "pdf damaged"
    PDF_LOCKED = "pdf locked"
    PDF_ACTS = "pdf acts"
    PDF_CARRIES = "pdf carries"
    PDF_PAGELESS = "pdf pageless"
    PDF_UNUSUAL = "pdf unusual"
    PDF_UNPACKS = "pdf unpacks"
    PICTURE_DAMAGED = "picture damaged"
    PICTURE_LARGE = "picture large"
    PICTURE_TAIL = "picture tail"
    DOCUMENT_DAMAGED = "document damaged"
    DOCUMENT_UNPACKS = "document unpacks"
    DOCUMENT_LOCKED = "document locked"
    DOCUMENT_MACROS = "document macros"
    DOCUMENT_CARRIES = "document carries"
    DOCUMENT_FETCHES = "document fetches"
    DOCUMENT_UNREADABLE = "document unreadable"
    DOCUMENT_LONG = "document long"
    TABLE_CODE = "table code"
    TABLE_CONTROLS = "table controls"
    TABLE_EMPTY = "table empty"
    TABLE_LONG = "table long"
    TABLE_WIDE = "table wide"
    TABLE_CELL = "table cell"
    TABLE_QUOTES = "table quotes"
    SHEET_PAGELESS = "sheet pageless"
    SHEET_LONG = "sheet long"


class UnreadableFile(Exception):
    """Raised for a file that is refused."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault)
        self.fault = fault
