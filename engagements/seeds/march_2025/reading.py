"""Read the data files in this folder."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).resolve().parent


def read_table(name: str) -> dict[str, Any]:
    """Return the content of a TOML file."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def tables_in(folder: str, key: str) -> list[dict[str, Any]]:
    """Return the entries under one key of all TOML files in a folder, in file name order."""
    names = sorted(path.name for path in (FOLDER / folder).glob("*.toml"))
    return [entry for name in names for entry in read_table(f"{folder}/{name}")[key]]


def text(name: str) -> str:
    """Return a text file, stripped."""
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def read_moment(written: datetime) -> datetime:
    """Return a naive datetime of the files as Indian Standard Time."""
    return timezone.make_aware(written)
