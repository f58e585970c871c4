"""Traces in the bytes of any file: what it begins with, what is hidden in it, and the test file of virus scanners."""

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import Refused

# How each kind begins. A CSV begins like nothing in particular, so it is only kept from beginning like something else.
_BEGINNINGS: dict[FileKind, bytes] = {
    FileKind.PDF: b"%PDF-",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.DOCX: b"PK\x03\x04",
    FileKind.XLSX: b"PK\x03\x04",
}
# Containers and programs that may not lie inside another file.
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"MSCF",
            b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"ISc(", b"xar!")  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"dex\n",
            b"L\x00\x00\x00\x01\x14\x02\x00")  # fmt: skip
_PAGES = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"{\\rtf", b"gif8", b"%!ps", b"#!")
# The agreed test file of virus scanners, in pieces so that no scanner takes this module for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"

# How far into a file readers of PDF look for its header, and how far from the end unpackers look for an archive's.
_PDF_WITHIN = 1024
_ARCHIVE_WITHIN = 22 + 65_535


def check_kind(body: bytes, kind: FileKind) -> None:
    """Raise Refused unless the bytes begin as their kind does, and as no other."""
    beginning = _BEGINNINGS.get(kind)
    if (beginning and not body.startswith(beginning)) or (beginning is None and is_something_else(body)):
        raise Refused(
            _("This file is not what its name says. Open it in the program that made it and save it as %(kind)s.")
            % {"kind": kind.label}
        )
    if kind is not FileKind.PDF and b"%PDF-" in body[:_PDF_WITHIN]:
        raise Refused(_("Something else is hidden in this file. Save it again, or send it as a PDF."))
    if beginning != b"PK\x03\x04" and _ends_as_archive(body):
        raise Refused(_("An archive is hidden in this file. Save it again, or send its parts one by one."))


def check_harmless(body: bytes) -> None:
    """Raise Refused for the test file of virus scanners, wherever it stands."""
    if EICAR in body:
        raise Refused(_("A virus scanner would stop this file. Send another one."))


def is_something_else(body: bytes) -> bool:
    """Return whether bytes that should be a table begin like a document, a picture, a script or a page of the web."""
    start = body[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return body.startswith((*_BEGINNINGS.values(), OLE)) or start.startswith(_PAGES)


def holds_archive_or_program(body: bytes) -> bool:
    """Return whether a part of a document is itself an archive, an OLE document or a program."""
    return body.startswith((*ARCHIVES, *PROGRAMS, OLE)) or body[257:262] == b"ustar"


def _ends_as_archive(body: bytes) -> bool:
    """Return whether an unpacker would find a ZIP's directory at the end of these bytes."""
    place = body.rfind(b"PK\x05\x06", max(len(body) - _ARCHIVE_WITHIN, 0))
    return place >= 0 and b"PK\x01\x02" in body
