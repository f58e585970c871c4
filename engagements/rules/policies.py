"""The text of a policy page: its parts, and what the ministry has still to fill in."""

import re
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(```|~~~)")
# How the texts that come with the portal mark what only the ministry knows, in both languages.
_GAP = re.compile(r"\[(?:To be filled in by the ministry|मंत्रालय द्वारा भरा जाएगा): ([^\[\]]+)\]")


@dataclass(frozen=True)
class PolicyPart:
    """One part of a page: its number, its heading, and the Markdown below it, with headings one level up."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True)
class PolicyDocument:
    """A text as a page shows it: what stands before the first heading, and the parts with their headings."""

    opening: str
    parts: tuple[PolicyPart, ...]


def layout(text: str) -> PolicyDocument:
    """Split a Markdown text at its first-level headings; a # inside a fenced block is no heading."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    is_fenced = False
    for line in text.splitlines():
        is_fenced ^= bool(_FENCE.match(line))
        heading = "" if is_fenced else _heading_of(line)
        if heading:
            blocks.append((heading, []))
        else:
            blocks[-1][1].append(line if is_fenced else _one_level_up(line))
    (_none, opening), *rest = blocks
    parts = [PolicyPart(number, heading, _joined(lines)) for number, (heading, lines) in enumerate(rest, start=1)]
    return PolicyDocument(_joined(opening), tuple(parts))


def unfilled_placeholders(text: str) -> list[str]:
    """Return what a text says the ministry has still to fill in, in order."""
    return _GAP.findall(text)


def _heading_of(line: str) -> str:
    """Return what a line says as a heading of the first level, without the signs that may close it; or nothing."""
    return line[1:].strip(" ").rstrip("#").rstrip(" ") if line.startswith("# ") else ""


def _one_level_up(line: str) -> str:
    return line[1:] if line.startswith("##") else line


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
