"""Structure of policy pages: sections, and placeholders that the ministry must fill in."""

import re
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(```|~~~)")
# Placeholders in the supplied texts, in both languages.
_GAP = re.compile(r"\[(?:To be filled in by the ministry|मंत्रालय द्वारा भरा जाएगा): ([^\[\]]+)\]")


@dataclass(frozen=True)
class PolicyPart:
    """One section: number, heading, and its Markdown with headings one level up."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True)
class PolicyDocument:
    """A policy text: what comes before the first heading, and the sections."""

    opening: str
    parts: tuple[PolicyPart, ...]


def layout(text: str) -> PolicyDocument:
    """Split Markdown at its first-level headings, ignoring # within fenced blocks."""
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
    """Return the placeholders that the ministry has not filled in, in order."""
    return _GAP.findall(text)


def _heading_of(line: str) -> str:
    """Return the text of a first-level heading without closing #s, or ""."""
    return line[1:].strip(" ").rstrip("#").rstrip(" ") if line.startswith("# ") else ""


def _one_level_up(line: str) -> str:
    return line[1:] if line.startswith("##") else line


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
