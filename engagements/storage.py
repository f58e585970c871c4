"""Where attachments lie: on the disk for certain before anybody says that they were received.

A name in the storage is random and holds no part of the name that a file came under. Two looks compare the storage with
the rows: files without a row are left over from something that was not finished, rows without a file are a loss.
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
    """A folder of files that only their owner reads, each whole or not there at all, even after a power cut."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a new random name; the given one is only what the caller knows the file by."""
        return secrets.token_hex(16)

    def url(self, name: str | None) -> str:
        """Raise ValueError: a file has no address of its own, a view hands it out to those who may have it."""
        raise ValueError("A stored file has no address: a view hands it out after asking who wants it.")

    def delete(self, name: str) -> None:
        """Remove a file for certain; one that is not there is no error."""
        super().delete(name)
        _sync_folder(Path(self.path(name)).parent)

    def orphans(self, known_names: Iterable[str], *, before: datetime) -> list[str]:
        """Return the files without a row that were written before a moment, unfinished ones included.

        A file is written before the row that names it: take a moment well in the past, such as an hour ago.
        """
        known, limit = set(known_names), before.timestamp()
        files = [entry for entry in _entries(self.location) if entry.name not in known]
        return sorted(entry.name for entry in files if entry.is_file() and entry.stat().st_mtime < limit)

    def missing(self, known_names: Iterable[str]) -> list[str]:
        """Return the names that rows hold and that no file bears."""
        return sorted(set(known_names) - {entry.name for entry in _entries(self.location)})

    def _save(self, name: str, content: "File[Any]") -> str:
        """Write beside, bring to the disk, rename, bring the folder to the disk; leave nothing behind on failure."""
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
    """Make a folder and those above it, each on the disk in the folder that holds it."""
    lacking = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(lacking):
        path.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk; without it a new name can be lost although its bytes are not."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _entries(location: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    """List the storage's folder, which is not there before the first file."""
    try:
        with os.scandir(location) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
