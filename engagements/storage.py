"""Storage of attachments: each file is fsynced before it is acknowledged.

Stored names are random and contain nothing of the original name. `orphans` finds files without a row, left over from
interrupted requests; `missing` finds rows without a file, which are data losses.
"""

import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

UNFINISHED = "unfinished-"
_NEW_FILE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


@deconstructible(path="engagements.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """A folder of files readable only by their owner; writes are atomic and survive a power cut."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a new random name; the given one is ignored."""
        return secrets.token_hex(16)

    def url(self, name: str | None) -> str:
        """Raise ValueError: files have no public URL, a view serves them after a permission check."""
        raise ValueError("A stored file has no address: a view hands it out after asking who wants it.")

    def delete(self, name: str) -> None:
        """Delete a file durably; ignore a missing one."""
        super().delete(name)
        _sync_folder(Path(self.path(name)).parent)

    def orphans(self, known_names: Iterable[str], *, before: datetime) -> list[str]:
        """Return the files without a row last modified before a given time, unfinished ones included.

        A file is written before its row, so pass a time well in the past, such as an hour ago.
        """
        known, limit = set(known_names), before.timestamp()
        files = [entry for entry in _entries(self.location) if entry.name not in known]
        return sorted(entry.name for entry in files if entry.is_file() and entry.stat().st_mtime < limit)

    def missing(self, known_names: Iterable[str]) -> list[str]:
        """Return the names referenced in the database without a file."""
        return sorted(set(known_names) - {entry.name for entry in _entries(self.location)})

    def _save(self, name: str, content: "File[Any]") -> str:
        """Write a temporary file, fsync, rename, fsync the folder; leave nothing behind on failure."""
        final = Path(self.path(name))
        unfinished = final.with_name(f"{UNFINISHED}{name}")
        _make_folder(final.parent)
        try:
            _write(unfinished, content)
            unfinished.rename(final)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(final.parent)
        return name


def _write(path: Path, content: "File[Any]") -> None:
    with os.fdopen(os.open(path, _NEW_FILE, 0o600), "wb") as file:
        for piece in content.chunks():
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Create a folder and its parents, and fsync each one's parent."""
    lacking = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(lacking):
        path.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Fsync a folder's directory entries; without it a new file can be lost although its bytes are stored."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _entries(location: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    """List the storage folder, which does not exist before the first file."""
    try:
        with os.scandir(location) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
