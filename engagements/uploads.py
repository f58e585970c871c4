"""How files arrive: in memory, within limits that hold while they are read; nothing half-read is left on a disk.

A file beyond a limit is left out with the reason. What was typed beside it arrives all the same, and so can be given
back. Named in the setting FILE_UPLOAD_HANDLERS.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from engagements.models.attachment import FILE_BYTES_MAX, FILES_MAX


class LeftOut(UploadedFile):
    """A file that was not read, with a sentence that says what to do instead."""

    def __init__(self, name: str, size: int, *, reason: str) -> None:
        super().__init__(BytesIO(), name, size=size)
        self.reason = reason


class BoundedUpload(FileUploadHandler):
    """Keeps as much of each file as may be taken, of at most five files; the rest is read past and dropped."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *_boundary_and_encoding: Any) -> None:
        """Note before anything is read whether all of it together is too much."""
        self.is_too_much, self.count = content_length > settings.UPLOAD_BYTES_MAX, 0

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
            return _("These files are larger than 15 MB together. Add them one after the other.")
        if self.count > FILES_MAX:
            return _("Five files are the most. Remove one first.")
        return ""
