"""PDF syntax, as far as it takes to read the names that objects consist of; it never fails on bad syntax.

A reader of PDF can be led to any place in a file, so objects are read wherever the keyword `obj` stands: in strings, in
streams, in what looks like nothing. Strings and comments are passed over, because a name within them is only text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from engagements.errors import Refused

_WHITE = rb"\x00\t\n\x0c\r "
_DELIMITERS = rb"()<>\[\]{}/%"
# Blanks and comments, then one token. A string without brackets inside is taken at once; others are followed by hand.
_TOKEN = re.compile(
    rb"""(?:[%(w)s]++|%%[^\r\n]*+)*+
    (?:(?P<name>/[^%(w)s%(d)s]*+)
    |(?P<word>[^%(w)s%(d)s]++)
    |(?P<open><<)|(?P<close>>>)
    |(?P<whole>\((?:[^()\\]++|\\.)*+\)|<[^>]*+>?)
    |(?P<string>\()
    |(?P<sign>[][{}>)]))"""
    % {b"w": _WHITE, b"d": _DELIMITERS},
    re.VERBOSE | re.DOTALL,
)
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LONGEST_NAME = 512
# Only the dictionary of an object stream is looked at token by token, and that is short.
TOKENS_KEPT = 64
_TOLD_APART = frozenset({"word", "sign"})
_ENDS = (b"endobj", b"stream", b"xref", b"startxref", b"trailer")


@dataclass
class Allowance:
    """How much may still be read of one file; whoever needs more is told to print the file to PDF again."""

    tokens: int
    octets: int

    def spend(self, octets: int) -> None:
        """Count one token of so many bytes; raise Refused when the allowance is used up."""
        self.tokens -= 1
        self.octets -= octets
        if self.tokens < 0 or self.octets < 0:
            raise Refused(_("This PDF is too complicated to be checked. Print it to PDF again and send that copy."))


@dataclass
class Object:
    """One object: its first tokens as (kind, bytes), its names without `/` and escapes, and where its stream begins."""

    tokens: list[tuple[str, bytes]] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    stream_at: int | None = None

    def after(self, name: bytes) -> list[tuple[str, bytes]]:
        """Return the three tokens that follow a name; none where the name does not stand exactly once."""
        places = [place for place, token in enumerate(self.tokens) if token == ("name", name)]
        return self.tokens[places[0] + 1 : places[0] + 4] if len(places) == 1 else []

    def number_after(self, name: bytes) -> int | None:
        """Return the whole number that follows a name, where it does so exactly once; None otherwise."""
        following = self.after(name)
        is_number = bool(following) and following[0][0] == "word" and re.fullmatch(rb"\d{1,7}", following[0][1])
        is_reference = ("word", b"R") in following[1:]
        return int(following[0][1]) if is_number and not is_reference else None


def tokens(data: bytes, place: int, allowance: Allowance) -> Iterator[tuple[str, bytes, int]]:
    """Yield (kind, value, end) of each token from a place on; strings come without value, blanks and comments not."""
    while match := _TOKEN.match(data, place):
        kind = match.lastgroup or ""
        end = _string_end(data, match.end(), allowance) if kind == "string" else match.end()
        allowance.spend(end - place)
        place = end
        if kind == "name":
            yield kind, _plain(match["name"]), place
        else:
            yield kind, match[kind] if kind in _TOLD_APART else b"", place


def read_object(data: bytes, place: int, allowance: Allowance) -> Object:
    """Read one object from after its `obj` keyword to its end, or to the stream that follows it."""
    read, depth = Object(), 0
    for kind, value, end in tokens(data, place, allowance):
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "word" and depth <= 0 and value.startswith(_ENDS):
            read.stream_at = end - len(value) + len(b"stream") if value.startswith(b"stream") else None
            break
        _keep(read, kind, value)
    return read


def read_value(data: bytes, place: int, allowance: Allowance) -> Object:
    """Read one value, as it lies in an object stream: a single token, or a dictionary or array to its end."""
    read, depth = Object(), 0
    for kind, value, _end in tokens(data, place, allowance):
        depth += (kind == "open" or value == b"[") - (kind == "close" or value == b"]")
        _keep(read, kind, value)
        if depth <= 0:
            break
    return read


def _keep(read: Object, kind: str, value: bytes) -> None:
    if len(read.tokens) < TOKENS_KEPT:
        read.tokens.append((kind, value))
    if kind == "name":
        read.names.append(value)


def _plain(name: bytes) -> bytes:
    """Return a name without its slash and with its #xx escapes resolved; `/J#61va` and `/Java` are the same name."""
    bare = name[1 : _LONGEST_NAME + 1]
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), bare) if b"#" in bare else bare


def _string_end(data: bytes, place: int, allowance: Allowance) -> int:
    """Return the place after the bracket that closes a string; brackets within it are balanced or escaped."""
    depth = 1
    while match := _BRACKET.search(data, place):
        allowance.spend(0)
        place = match.end()
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if depth == 0:
            return place
    return len(data)
