"""Attachments are on the disk before they are named, under names of their own, and nothing is lost or left unseen."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.uploadedfile import TemporaryUploadedFile

from engagements.storage import DurableStorage

NOW = datetime.now(UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "media"


@pytest.fixture
def storage(folder: Path) -> DurableStorage:
    return DurableStorage(location=folder)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Record what the operating system is asked for, in order, and let it happen."""
    asked: list[tuple[str, str]] = []
    real_sync, real_rename = os.fsync, os.rename

    def fsync(number: int) -> None:
        asked.append(("fsync", Path(f"/proc/self/fd/{number}").readlink().name))
        real_sync(number)

    def rename(source: object, target: object, **more: int) -> None:
        asked.append(("rename", Path(str(target)).name))
        real_rename(source, target, **more)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    return asked


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_save_keeps_the_bytes_under_a_random_name(storage, folder):
    first = storage.save("Director's passport.pdf", ContentFile(b"one"))
    second = storage.save("Director's passport.pdf", ContentFile(b"two"))

    assert names_in(folder) == sorted([first, second])
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in (first, second))
    assert (storage.open(first).read(), storage.open(second).read()) == (b"one", b"two")


def test_save_brings_bytes_and_names_to_the_disk_in_this_order(storage, steps):
    name = storage.save("x", ContentFile(b"bytes"))
    steps_of_second = len(steps)
    storage.save("x", ContentFile(b"more"))

    assert steps[:steps_of_second] == [
        ("fsync", steps[0][1]),  # the folder that holds the new “data”
        ("fsync", "data"),
        ("fsync", f"unfinished-{name}"),
        ("rename", name),
        ("fsync", "media"),
    ]
    assert [verb for verb, _name in steps[steps_of_second:]] == ["fsync", "rename", "fsync"]


def test_save_lets_nobody_else_read(storage, folder):
    name = storage.save("x", ContentFile(b"bytes"))

    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_save_takes_an_upload_that_lies_on_the_disk(storage):
    with TemporaryUploadedFile("x.pdf", "application/pdf", 200_000, None) as upload:
        upload.write(b"a" * 200_000)
        name = storage.save("x.pdf", upload)

    assert storage.size(name) == 200_000


class BreaksOff(ContentFile):
    """A file whose second piece cannot be read, or written."""

    def chunks(self, chunk_size: int | None = None):
        yield b"first piece"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_save_leaves_nothing_behind_when_the_disk_is_full(storage, folder):
    with pytest.raises(OSError, match="No space left"):
        storage.save("x", BreaksOff(b""))

    assert names_in(folder) == []


def test_save_fails_when_the_folder_does_not_reach_the_disk(storage, monkeypatch):
    """Without the folder's fsync the name could be lost, so nothing may be acknowledged."""
    real = os.fsync
    storage.save("x", ContentFile(b"makes the folder"))
    monkeypatch.setattr(os, "fsync", lambda number: fail() if stat.S_ISDIR(os.fstat(number).st_mode) else real(number))

    with pytest.raises(OSError, match="Input/output error"):
        storage.save("x", ContentFile(b"bytes"))


def fail() -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_delete_removes_a_file_and_its_name_from_the_disk(storage, folder, steps):
    name = storage.save("x", ContentFile(b"bytes"))
    steps.clear()
    storage.delete(name)
    storage.delete(name)

    assert names_in(folder) == []
    assert steps == [("fsync", "media"), ("fsync", "media")]


def test_delete_before_the_first_file_is_no_error(storage):
    storage.delete("0" * 32)

    assert storage.missing(["0" * 32]) == ["0" * 32]


@pytest.mark.parametrize("name", ["../settings.py", "/etc/passwd", "a/../../b"])
def test_open_stays_inside_the_folder(storage, name):
    with pytest.raises(SuspiciousFileOperation):
        storage.open(name)


def test_url_is_refused(storage):
    name = storage.save("x", ContentFile(b"bytes"))

    with pytest.raises(ValueError, match="no address"):
        storage.url(name)


def test_orphans_are_old_files_without_a_row(storage, folder):
    known, unknown = (storage.save("x", ContentFile(b"bytes")) for _number in range(2))
    (folder / "unfinished-abc").write_bytes(b"cut off")
    (folder / "subfolder").mkdir()

    assert storage.orphans([known], before=LATER) == sorted([unknown, "unfinished-abc"])
    assert storage.orphans([known, unknown, "unfinished-abc"], before=LATER) == []
    assert storage.orphans([known], before=NOW - timedelta(hours=1)) == []


def test_missing_are_rows_without_a_file(storage):
    known = storage.save("x", ContentFile(b"bytes"))

    assert storage.missing([known, "f" * 32]) == ["f" * 32]
    assert storage.missing([known]) == []


def test_looks_at_an_empty_storage_find_nothing(storage):
    assert (storage.orphans([], before=LATER), storage.missing([])) == ([], [])


def test_storage_is_found_under_its_dotted_path(settings, folder):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "engagements.storage.DurableStorage", "OPTIONS": {"location": folder}}
    }
    name = storages["default"].save("x", ContentFile(b"bytes"))

    assert isinstance(storages["default"], DurableStorage)
    assert isinstance(storages["default"].open(name), File)
