"""Whether one uploaded file is taken: its name, its size, and what it really is.

Everything is read with the standard library and within limits; docs/decisions says why. A refusal is a sentence that
says what to do. What is taken is stored as it came and only ever handed out as an attachment.
"""

from collections.abc import Callable
from typing import Protocol

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import Refused
from engagements.models.attachment import FILE_BYTES_MAX
from engagements.rules.files import images, office, pdf, tables, traces
from engagements.rules.files.names import check_name, clean_name, kind_of

__all__ = ["CONTENT_TYPES", "check_file", "check_name", "clean_name"]

# What a file is called when it is handed out; never what the browser that sent it claimed.
CONTENT_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
}
_CHECKS: dict[FileKind, Callable[[bytes], None]] = {
    FileKind.PDF: pdf.check_pdf,
    FileKind.PNG: images.check_png,
    FileKind.JPEG: images.check_jpeg,
    FileKind.DOCX: office.check_docx,
    FileKind.XLSX: office.check_xlsx,
    FileKind.CSV: tables.check_csv,
}


class Content(Protocol):
    """What can be read from and wound back: an upload, an open file, bytes in memory."""

    def read(self, count: int, /) -> bytes: ...

    def seek(self, place: int, /) -> int: ...


def check_file(name: str, content: Content, size: int) -> FileKind:
    """Return which kind of file this is, or raise Refused with what the person can do instead.

    Reads `content` from its beginning, at most one byte more than is allowed, and leaves it at its beginning. `size`
    is what was announced, in bytes; a file that is longer or shorter did not arrive whole.
    """
    kind = kind_of(name)
    body = _read(content, size)
    traces.check_kind(body, kind)
    traces.check_harmless(body)
    _CHECKS[kind](body)
    return kind


def _read(content: Content, size: int) -> bytes:
    content.seek(0)
    body = content.read(FILE_BYTES_MAX + 1)
    content.seek(0)
    if max(size, len(body)) > FILE_BYTES_MAX:
        raise Refused(
            _("This file is larger than 5 MB. Send a smaller one, for example with fewer or smaller pictures.")
        )
    if not body:
        raise Refused(_("This file is empty. Choose the file again."))
    if len(body) != size:
        raise Refused(_("This file did not arrive whole. Choose it again."))
    return body
