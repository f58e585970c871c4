"""What docs/operating.md and the files beside it say: blocks of commands, units, settings."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operating.md"
FILES = ROOT / "docs" / "operating"
# Where the page puts everything; a test puts it elsewhere.
HOME = "/srv/feedback"
DATABASES = ("postgresql", "sqlite")

_BLOCK = re.compile(r"^```sh(?P<words>[^\n]*)\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Some lines to be typed, and the words behind the fence: `root`, or `start` with what narrows it."""

    words: frozenset[str]
    commands: str


def blocks(text: str) -> list[Block]:
    """Return the blocks of commands of a page, in their order."""
    return [Block(frozenset(found["words"].split()), found["commands"]) for found in _BLOCK.finditer(text)]


def typed(text: str, *, database: str, part: str = "") -> list[str]:
    """Return what an operator types for a database: in one part of the page, or outside of all such parts."""
    others = set(DATABASES) - {database}
    narrowed = [one for one in blocks(text) if "start" in one.words and not one.words & others]
    kept = {"start", "asks", database}
    return [one.commands for one in narrowed if one.words - kept == ({part} if part else set())]


def timed(text: str) -> list[str]:
    """Return the commands for which the page has a daily timer enabled."""
    return re.findall(r"portal-daily@(\w+)\.timer", "".join(one.commands for one in blocks(text)))


def unit(name: str) -> dict[str, list[str]]:
    """Return the settings of an example unit by their names; no name stands in two of its sections."""
    found: dict[str, list[str]] = {}
    for line in (FILES / name).read_text(encoding="utf-8").splitlines():
        key, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def settings_in(file: Path) -> dict[str, str]:
    """Return the settings of an environment file as systemd reads them."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [line.partition("=") for line in lines]
    return {name: "".join(shlex.split(value)) for name, _sign, value in pairs}
