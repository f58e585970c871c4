"""Generated secret keys of a demonstration, one set per data folder."""

import os
import secrets
from pathlib import Path

from portal.env import SettingsMissing

KEY_BYTES = 48


def load_or_create_secret_key(folder: Path, name: str) -> str:
    """Return the key in a file of `folder`, creating it on the first call with mode 0600."""
    file = folder / name
    try:
        _make_once(file)
        return file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SettingsMissing([f"DATA_DIR is {folder}, which is of no use ({error.strerror}): set another."]) from error


def _make_once(file: Path) -> None:
    """Create the key file if it does not exist; of two concurrent processes one wins and both read its key."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(KEY_BYTES) + "\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass  # another process was first; read its key
    finally:
        draft.unlink()
