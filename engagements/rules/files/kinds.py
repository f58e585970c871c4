"""Content types of the accepted kinds of file, and the check of their first bytes."""

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import ActionRefused

# Sent when a file is downloaded; never the type that the uploading browser claimed.
CONTENT_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
}
# CSV has no signature; it must only not begin like another kind.
_BEGINNINGS: dict[FileKind, bytes] = {
    FileKind.PDF: b"%PDF-",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.DOCX: b"PK\x03\x04",
    FileKind.XLSX: b"PK\x03\x04",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGES = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"{\\rtf", b"gif8", b"%!ps", b"#!")
_LOOKED_AT = 64


def check_beginning(body: bytes, kind: FileKind) -> None:
    """Raise ActionRefused unless the first bytes match the kind that the extension says."""
    start = body[:_LOOKED_AT]
    is_right = start.startswith(_BEGINNINGS[kind]) if kind in _BEGINNINGS else not _is_no_table(start)
    if not is_right:
        raise ActionRefused(
            _(
                "The content of this file does not match its name. Open it in the program that created "
                "it and save it as %(kind)s."
            )
            % {"kind": kind.label}
        )


def _is_no_table(start: bytes) -> bool:
    """Return whether bytes begin like a document, picture, script or web page."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((*_BEGINNINGS.values(), _OLE)) or text.startswith(_PAGES)
