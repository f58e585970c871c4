"""Check one uploaded file: name, size and first bytes here, the content in a child process.

A refusal says what to do. An accepted file is stored unchanged and only ever served as an attachment.
"""

from typing import Protocol

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import ActionRefused
from engagements.inspection.child import answer_of
from engagements.models.attachment import FILE_BYTES_MAX
from engagements.rules.files.kinds import check_beginning
from engagements.rules.files.names import kind_of


class FileContent(Protocol):
    """A seekable binary stream: an upload, an open file, bytes in memory."""

    def read(self, count: int, /) -> bytes: ...

    def seek(self, place: int, /) -> int: ...


def check_file(name: str, content: FileContent, size: int) -> FileKind:
    """Return the kind of an uploaded file; raise ActionRefused, saying what to do, if it is not accepted.

    Reads `content` from its beginning, at most one byte more than allowed, and rewinds it. `size` is the announced size
    in bytes; any other length means an incomplete upload. Can take seconds: call it outside any transaction.
    """
    kind = kind_of(name)
    content.seek(0)
    body = content.read(FILE_BYTES_MAX + 1)
    content.seek(0)
    check_size(body, announced=size)
    check_beginning(body, kind)
    answer_of(f"check {kind.value}", body)
    return kind


def check_size(body: bytes, *, announced: int) -> None:
    """Raise ActionRefused for a file that is too large, empty or incomplete."""
    if max(announced, len(body)) > FILE_BYTES_MAX:
        raise ActionRefused(
            _("This file is larger than 5 MB. Choose a smaller one, for example with fewer or smaller pictures.")
        )
    if not body:
        raise ActionRefused(_("This file is empty. Choose the file again."))
    if len(body) != announced:
        raise ActionRefused(_("This file was not uploaded completely. Choose it again."))
