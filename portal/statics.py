"""Collects static files only if one has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_changed() -> None:
    """Hash and compress the static files, unless they are unchanged since the last time."""
    note = settings.STATIC_ROOT.with_name("static.collected")
    state = file_fingerprint()
    if note.is_file() and note.read_text(encoding="ascii") == state and settings.STATIC_ROOT.is_dir():
        return
    note.unlink(missing_ok=True)
    call_command("collectstatic", "--clear", verbosity=0, interactive=False)
    note.write_text(state, encoding="ascii")


def file_fingerprint() -> str:
    """Return a digest over paths, sizes and modification times of all static files."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
