"""Texts made to hurt one pattern: what it repeats, repeated; what it begins with, over and over; and near misses.

They are made from the pattern itself, as Python's own parser of patterns sees it.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# What stands for a class of characters.
CATEGORIES = {
    sre.CATEGORY_DIGIT: "7",
    sre.CATEGORY_NOT_DIGIT: "x",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "x",
    sre.CATEGORY_WORD: "w",
    sre.CATEGORY_NOT_WORD: "!",
}
# Tried in turn for what a class leaves out.
OTHERS = "aZ7 !~\nक\x01é-"
MISSES = ("", "\x01", "a")
PIECES_MAX, BRANCHES = 12, 3

Recipe = Callable[[int], Any]


def recipes(pattern: re.Pattern[Any]) -> list[Recipe]:
    """Return what makes texts of a length, as bytes where the pattern reads bytes."""
    is_bytes = isinstance(pattern.pattern, bytes)
    tree = parser.parse(pattern.pattern, 0 if is_bytes else pattern.flags & ~re.UNICODE)
    pieces = [piece for piece in dict.fromkeys(_pieces(tree)) if piece]
    once = [_sample(tree, branch, 1) for branch in range(BRANCHES)]
    pairs = [one + other for one, other in product(pieces[:PIECES_MAX], repeat=2) if one != other]
    made = [repeat("", piece) for piece in (*pieces, *pairs)]
    made += [repeat(head, piece) for head in once for piece in pieces]
    made += [repeat("", whole[:cut]) for whole in once for cut in (None, -1, 1, 2) if whole[:cut]]
    made += [lambda length, branch=branch: _sample(tree, branch, length)[:length] for branch in range(BRANCHES)]
    made += [half_and_half(head, piece) for head in once if head for piece in pieces[:6]]
    return [_ending(recipe, miss, is_bytes=is_bytes) for recipe in made for miss in MISSES]


def repeat(head: str, piece: str) -> Recipe:
    """Make texts of a head and as many of a piece as fit."""
    return lambda length: (head + piece * (length // len(piece) + 1))[:length]


def half_and_half(one: str, other: str) -> Recipe:
    """Make texts of as many of one piece as of another."""
    return lambda length: repeat("", one)(length // 2) + repeat("", other)(length // 2)


def _ending(recipe: Recipe, miss: str, *, is_bytes: bool) -> Recipe:
    def make(length: int) -> Any:
        text = recipe(length) + miss
        return text.encode("latin-1", "replace") if is_bytes else text

    return make


def _pieces(tree: Any) -> Iterator[str]:
    """Yield what each part of a pattern takes, and each run of plain characters as a whole."""
    word = ""
    for code, value in tree:
        if code is sre.LITERAL:
            word += chr(value)
            yield chr(value)
            continue
        if len(word) > 1:
            yield word
        word = ""
        if code in (sre.IN, sre.NOT_LITERAL, sre.ANY):
            yield from _members(code, value)
        for inner in _inside(code, value):
            yield from _pieces(inner)
    if len(word) > 1:
        yield word


def _sample(tree: Any, branch: int, most: int) -> str:
    """Return a text that a pattern takes: of each choice the given one, of each repeat as many as fit."""
    text = ""
    for code, value in tree:
        if code is sre.LITERAL:
            text += chr(value)
        elif code in (sre.IN, sre.NOT_LITERAL, sre.ANY):
            members = list(_members(code, value))
            text += members[branch % len(members)] if members else ""
        elif code is sre.BRANCH:
            text += _sample(value[1][branch % len(value[1])], branch, most)
        elif code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, at_most, inner = value
            unit = _sample(inner, branch, 1)
            text += unit * max(int(least), min(int(at_most), most // max(len(unit), 1)))
        elif code in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            text += _sample(value[-1] if code is sre.SUBPATTERN else value, branch, most)
    return text[: max(most, 200)]


def _members(code: Any, value: Any) -> Iterator[str]:
    """Yield some characters of a class, and one that is none of those it leaves out."""
    if code is sre.ANY:
        yield from "x\n"
        return
    if code is sre.NOT_LITERAL:
        yield next(one for one in OTHERS if ord(one) != value)
        return
    excluded = value[0][0] is sre.NEGATE
    named: list[str] = []
    for kind, what in value:
        if kind is sre.LITERAL:
            named.append(chr(what))
        elif kind is sre.RANGE:
            named += [chr(what[0]), chr(what[1])]
        elif kind is sre.CATEGORY:
            named.append(CATEGORIES[what])
    if not excluded:
        yield from named[:6]
        return
    probe = re.compile(f"[{re.escape(''.join(named))}]") if named else None
    yield from [one for one in OTHERS if not (probe and probe.match(one))][:3]


def _inside(code: Any, value: Any) -> Iterator[Any]:
    """Yield the patterns within a part."""
    if code is sre.BRANCH:
        yield from value[1]
    elif code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        yield value[2]
    elif code is sre.SUBPATTERN:
        yield value[-1]
    elif code is sre.ATOMIC_GROUP:
        yield value
    elif code in (sre.ASSERT, sre.ASSERT_NOT):
        yield value[1]
    elif code is sre.GROUPREF_EXISTS:
        yield from (one for one in value[1:] if one is not None)
