"""DOCX and XLSX: a plain document or workbook, without macros, embedded files or anything fetched from elsewhere."""

import re

from django.utils.translation import gettext as _

from engagements.errors import Refused
from engagements.rules.files import traces
from engagements.rules.files.markup import Markup, read_markup
from engagements.rules.files.zips import Part, parts_of

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_DOCX_MAIN = f"{_OPEN_XML}wordprocessingml.document.main+xml"
_XLSX_MAIN = f"{_OPEN_XML}spreadsheetml.sheet.main+xml"

# Parts of a document end in one of these; whatever else lies in it is not taken.
_ENDINGS = frozenset(
    {
        "xml",
        "rels",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "bmp",
        "tif",
        "tiff",
        "emf",
        "wmf",
        "wdp",
        "svg",
        "odttf",
        "vml",
        "bin",
    }
)
_PRINTER_SETTINGS = re.compile(r"(?i)(?:xl|word)/printerSettings/[^/]{1,80}\.bin")
# Words in the content type of a part that stand for code, for other files, or for data from elsewhere.
_MACRO_TYPES = re.compile(r"(?i)vba|macro|activex|dialogsheet")
_CARRYING_TYPES = re.compile(r"(?i)oleobject")
_FETCHING_TYPES = re.compile(r"(?i)externallink|connections|querytable|webextension")
# The last words of relations that stand for the same, in lower case.
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
# Fields of a text that start programs or fetch files when they are updated.
_FIELDS = re.compile(
    r"(?i)\bDDE(?:AUTO)?\b|DDEAUTO|\bINCLUDE(?:TEXT|PICTURE)\b|\bDATABASE\b|\bRD\b\s{1,5}\S|\bMACROBUTTON\b"
)


def check_docx(body: bytes) -> None:
    """Raise Refused unless this is a plain text document."""
    _check(body, main=_DOCX_MAIN, folder="word/")


def check_xlsx(body: bytes) -> None:
    """Raise Refused unless this is a plain workbook."""
    _check(body, main=_XLSX_MAIN, folder="xl/")


def _check(body: bytes, *, main: str, folder: str) -> None:
    types: list[str] = []
    folders: set[str] = set()
    for part in parts_of(body):
        if part.name.endswith("/") and not part.body:
            continue
        _check_part(part)
        folders.add(part.name.partition("/")[0] + "/")
        if part.name.lower().endswith((".xml", ".rels", ".svg")):
            markup = read_markup(part.body)
            _check_markup(markup)
            types += markup.content_types if part.name == "[Content_Types].xml" else []
    if types.count(main) != 1 or folder not in folders:
        raise Refused(
            _("This file is not what its name says. Open it in the program that made it and save it as DOCX or XLSX.")
        )


def _check_part(part: Part) -> None:
    """Raise Refused for a part that is code, another file, or of a kind that documents do not consist of."""
    name = part.name.lower()
    if "vbaproject" in name or "vbadata" in name or "macrosheet" in name or "activex" in name:
        raise Refused(_macros())
    if "/embeddings/" in name or traces.holds_archive_or_program(part.body):
        raise Refused(_carries())
    is_settings = bool(_PRINTER_SETTINGS.fullmatch(part.name))
    if name.rpartition(".")[2] not in _ENDINGS or (name.endswith(".bin") and not is_settings):
        raise Refused(_carries())
    traces.check_harmless(part.body)


def _check_markup(markup: Markup) -> None:
    """Raise Refused for types, relations and fields that bring code, other files or data from elsewhere."""
    types = "\n".join(markup.content_types)
    relations = {relation.kind for relation in markup.relations}
    if _MACRO_TYPES.search(types) or relations & _MACRO_RELATIONS:
        raise Refused(_macros())
    if _CARRYING_TYPES.search(types) or relations & _CARRYING_RELATIONS:
        raise Refused(_carries())
    if _FETCHING_TYPES.search(types) or relations & _FETCHING_RELATIONS or _FIELDS.search(markup.fields):
        raise Refused(_fetches())
    for relation in markup.relations:
        is_link = relation.kind == "hyperlink" and _HYPERLINK.match(relation.target)
        if relation.is_external and not is_link:
            raise Refused(_fetches())


def _macros() -> str:
    return _("This document holds macros. Save it without them, as plain DOCX or XLSX, or send it as a PDF.")


def _carries() -> str:
    return _("This document carries another file inside. Paste that as a picture, or send the document as a PDF.")


def _fetches() -> str:
    return _("This document fetches something from elsewhere when it is opened. Break its links, or send it as a PDF.")
