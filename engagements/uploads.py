"""How files arrive: in memory, within limits that hold while they are read; nothing half-read is left on a disk.

A file beyond a limit is left out with the reason. What was typed beside it arrives all the same, and so can be given
back.
"""

import html
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from engagements.models.attachment import FILE_BYTES_MAX, FILES_MAX
from engagements.rules.files.names import JOINERS


class LeftOut(UploadedFile):
    """A file that was not read, with a sentence that says what to do instead."""

    def __init__(self, name: str, size: int, *, reason: str) -> None:
        super().__init__(BytesIO(), name, size=size)
        self.reason = reason


class NamesInFull(MultiPartParser):
    """Reads a form as Django does, and keeps what shapes the letters of a Hindi name."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """Return a name without folders and without what cannot be seen; joiners stay."""
        last = html.unescape(file_name).replace("\\", "/").rpartition("/")[2]
        seen = "".join(character for character in last if character.isprintable() or character in JOINERS)
        return None if seen.strip(JOINERS) in {"", ".", ".."} else seen


class NamedUpload(FileUploadHandler):
    """Named in the setting FILE_UPLOAD_HANDLERS: has a form read by `NamesInFull`, and its files by `BoundedUpload`."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]]:
        """Return the fields and the files of a form."""
        handler = BoundedUpload(self.request, is_too_much=content_length > settings.UPLOAD_BYTES_MAX)
        return NamesInFull(meta, input_data, [handler], encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called: all files go to the other handler."""

    def file_complete(self, file_size: int) -> None:
        """Never called: all files go to the other handler."""


class BoundedUpload(FileUploadHandler):
    """Keeps as much of each file as may be taken, of at most five files; the rest is read past and dropped."""

    def __init__(self, request: HttpRequest | None, *, is_too_much: bool) -> None:
        super().__init__(request)
        self.is_too_much, self.count = is_too_much, 0

    def new_file(self, *about: Any, **more: Any) -> None:
        """Begin a file."""
        super().new_file(*about, **more)
        self.count += 1
        self.reason, self.content = self._reason(), BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what may be kept: one byte more than a file may have shows that it is too large."""
        room = 0 if self.reason else max(FILE_BYTES_MAX + 1 - start, 0)
        self.content.write(raw_data[:room])

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return the file, with the size that it really had."""
        name = self.file_name or ""
        if self.reason:
            return LeftOut(name, file_size, reason=self.reason)
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content, self.field_name, name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def _reason(self) -> str:
        if self.is_too_much:
            return _("These files are larger than 15 MB in total. Add them one at a time.")
        if self.count > FILES_MAX:
            return _("You can attach up to five files. Remove one before adding another.")
        return ""
