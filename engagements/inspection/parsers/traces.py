"""Checks for every kind of file: hidden files of another kind, and the EICAR test file."""

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"MSCF",
             b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"ISc(", b"xar!")  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"dex\n",
             b"L\x00\x00\x00\x01\x14\x02\x00")  # fmt: skip
# EICAR test file, in pieces so that no scanner flags this module.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"

# How far from the start PDF viewers look for the header, and from the end archivers for the end record.
_PDF_WITHIN = 1024
_ARCHIVE_WITHIN = 22 + 65_535


def check_traces(body: bytes, kind: str) -> None:
    """Raise UnreadableFile for a PDF or archive hidden in a file of another kind, and for the EICAR test file."""
    if kind != "pdf" and b"%PDF-" in body[:_PDF_WITHIN]:
        raise UnreadableFile(FileFault.HIDDEN_FILE)
    if kind not in {"docx", "xlsx"} and b"PK\x05\x06" in body[-_ARCHIVE_WITHIN:] and b"PK\x01\x02" in body:
        raise UnreadableFile(FileFault.HIDDEN_ARCHIVE)
    if EICAR in body:
        raise UnreadableFile(FileFault.VIRUS)


def holds_archive_or_program(body: bytes) -> bool:
    """Return whether a part of a document is an archive, an OLE document or a program."""
    return body.startswith((*_ARCHIVES, *_PROGRAMS, _OLE)) or body[257:262] == b"ustar"
