"""Check DOCX and XLSX: no macros, no embedded files, nothing loaded from elsewhere."""

import re

from engagements.inspection.parsers.containers import container_parts
from engagements.inspection.parsers.faults import FileFault, UnreadableFile
from engagements.inspection.parsers.markup import OfficeMarkup, read_markup
from engagements.inspection.parsers.traces import EICAR, holds_archive_or_program

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_DOCX_MAIN = f"{_OPEN_XML}wordprocessingml.document.main+xml"
_XLSX_MAIN = f"{_OPEN_XML}spreadsheetml.sheet.main+xml"

# Accepted extensions of parts.
_ENDINGS = frozenset("xml rels png jpg jpeg gif bmp tif tiff emf wmf wdp svg odttf vml bin".split())  # noqa: SIM905
_PRINTER_SETTINGS = re.compile(r"(?i)(?:xl|word)/printerSettings/[^/]{1,80}\.bin")
# Content types of code, of other files, and of external data.
_MACRO_TYPES = re.compile(r"(?i)vba|macro|activex|dialogsheet")
_CARRYING_TYPES = re.compile(r"(?i)oleobject")
_FETCHING_TYPES = re.compile(r"(?i)externallink|connections|querytable|webextension")
# Relationship types of the same, last segment in lower case.
_MACRO_RELATIONS = frozenset(
    {"vbaproject", "vbaprojectsignature", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet", "control",
     "activexcontrol", "activexcontrolbinary", "attachedtoolbars"}
)  # fmt: skip
_CARRYING_RELATIONS = frozenset({"oleobject", "package", "afchunk", "subdocument"})
_FETCHING_RELATIONS = frozenset(
    {"externallink", "externallinkpath", "connections", "querytable", "attachedtemplate", "frame", "webextension",
     "webextensiontaskpanes", "mailmergesource", "mailmergeheadersource", "recipientdata"}
)  # fmt: skip
_HYPERLINK = re.compile(r"(?i)https?://|mailto:|tel:|ftps?://|#|[^:/\\]{1,80}\.")
# Fields that start programs or load files when updated.
_FIELDS = re.compile(
    r"(?i)\bDDE(?:AUTO)?\b|DDEAUTO|\bINCLUDE(?:TEXT|PICTURE)\b|\bDATABASE\b|\bRD\b\s{1,5}\S|\bMACROBUTTON\b"
)


def check_docx(body: bytes) -> None:
    """Raise UnreadableFile unless this is a plain text document."""
    _check(body, main=_DOCX_MAIN, folder="word/")


def check_xlsx(body: bytes) -> None:
    """Raise UnreadableFile unless this is a plain workbook."""
    _check(body, main=_XLSX_MAIN, folder="xl/")


def _check(body: bytes, *, main: str, folder: str) -> None:
    types: list[str] = []
    folders: set[str] = set()
    for name, part in container_parts(body):
        if name.endswith("/") and not part:
            continue
        _check_part(name, part)
        folders.add(name.partition("/")[0] + "/")
        if name.lower().endswith((".xml", ".rels", ".svg")):
            markup = read_markup(part)
            _check_markup(markup)
            types += markup.content_types if name == "[Content_Types].xml" else []
    if types.count(main) != 1 or folder not in folders:
        raise UnreadableFile(FileFault.NOT_ITS_NAME)


def _check_part(name: str, part: bytes) -> None:
    """Raise UnreadableFile for a part that is code, another file, or of an unexpected type."""
    lower = name.lower()
    if any(word in lower for word in ("vbaproject", "vbadata", "macrosheet", "activex")):
        raise UnreadableFile(FileFault.DOCUMENT_MACROS)
    is_settings = bool(_PRINTER_SETTINGS.fullmatch(name))
    is_strange = lower.rpartition(".")[2] not in _ENDINGS or (lower.endswith(".bin") and not is_settings)
    if "/embeddings/" in lower or holds_archive_or_program(part) or is_strange:
        raise UnreadableFile(FileFault.DOCUMENT_CARRIES)
    if EICAR in part:
        raise UnreadableFile(FileFault.VIRUS)


def _check_markup(markup: OfficeMarkup) -> None:
    """Raise UnreadableFile for types, relationships and fields that bring code, files or external data."""
    types = "\n".join(markup.content_types)
    relations = {relation.kind for relation in markup.relations}
    if _MACRO_TYPES.search(types) or relations & _MACRO_RELATIONS:
        raise UnreadableFile(FileFault.DOCUMENT_MACROS)
    if _CARRYING_TYPES.search(types) or relations & _CARRYING_RELATIONS:
        raise UnreadableFile(FileFault.DOCUMENT_CARRIES)
    if _FETCHING_TYPES.search(types) or relations & _FETCHING_RELATIONS or _FIELDS.search(markup.fields):
        raise UnreadableFile(FileFault.DOCUMENT_FETCHES)
    for relation in markup.relations:
        is_link = relation.kind == "hyperlink" and _HYPERLINK.match(relation.target)
        if relation.is_external and not is_link:
            raise UnreadableFile(FileFault.DOCUMENT_FETCHES)
