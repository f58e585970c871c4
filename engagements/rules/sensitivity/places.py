"""Coordinates: decimal degrees, degrees with minutes, compact aviation form, MGRS and grid references.

A pair of decimals without any sign of degrees is read as coordinates only where it lies in or around India
(latitude 0 to 40, longitude 55 to 105) with four decimals or more: pairs of scores or measures look just the same.
"""

import re

from engagements.rules.sensitivity.folding import FoundSpans

_DECIMALS = r"\d{1,3}\.\d{4,16}"
_PLAIN = re.compile(
    rf"(?<![\w.])-?(?P<first>{_DECIMALS})(?:[ \t]{{0,2}}[,;/|][ \t]{{0,2}}|[ \t]{{1,3}})-?(?P<second>{_DECIMALS})(?![\d%]|\.\d)"
)
_DEGREES = r"\d{1,3}(?:\.\d{1,16})?"
_NORTH = rf"(?P<lat>{_DEGREES})[ \t]{{0,2}}(?:°|deg\b)?[ \t]{{0,2}}(?:[NS]\b|(?i:north|south)\b)"
_EAST = rf"(?P<lon>{_DEGREES})[ \t]{{0,2}}(?:°|deg\b)?[ \t]{{0,2}}(?:[EW]\b|(?i:east|west)\b)"
_LABELLED = re.compile(rf"(?<![\w.]){_NORTH}[ \t]{{0,3}}(?:[,;/]|and\b)?[ \t]{{0,3}}{_EAST}")
_NAMED = re.compile(
    rf"(?i:\blat(?:itude)?)\b[.:= \t]{{0,4}}-?(?P<lat>{_DEGREES})°?[ \t]{{0,2}}[NS]?[ \t]{{0,2}}[,;/]?[ \t]{{0,2}}(?i:and[ \t])?"
    rf"(?i:long?(?:itude)?|lng)\b[.:= \t]{{0,4}}-?(?P<lon>{_DEGREES})°?[ \t]{{0,2}}[EW]?\b"
)
_MINUTES = (
    r"(?P<deg{0}>\d{{1,3}})[ \t]{{0,2}}(?:°|(?i:deg(?:rees)?)\b)[ \t]{{0,2}}(?P<min{0}>\d{{1,2}}(?:\.\d{{1,8}})?)[ \t]{{0,2}}"
    r"(?:'|(?i:min(?:utes)?)\b)[ \t]{{0,2}}(?:(?P<sec{0}>\d{{1,2}}(?:\.\d{{1,8}})?)[ \t]{{0,2}}(?:\"|''|(?i:sec(?:onds)?)\b)[ \t]{{0,2}})?"
)
_SEXAGESIMAL = re.compile(
    rf"(?<![\w.]){_MINUTES.format(1)}(?P<half1>[NSEW])\b"
    rf"(?:[ \t]{{0,3}}[,;/]?[ \t]{{0,3}}{_MINUTES.format(2)}(?P<half2>[NSEW])\b)?"
)
_COMPACT = re.compile(
    r"\b(?P<lat>\d{4}(?:\d{2}(?:\.\d{1,3})?)?)[ ]?[NS][ ,/]{0,2}(?P<lon>\d{5}(?:\d{2}(?:\.\d{1,3})?)?)[ ]?[EW]\b"
)
# Zones and bands that exist, a 100 km square, then as many digits east as north: 100 m or better.
_MGRS = re.compile(
    r"(?<![\w.-])(?P<zone>[1-9]|[1-5]\d|60)[ ]?[C-HJ-NP-X][ ]?[A-HJ-NP-Z][A-HJ-NP-V]"
    r"(?:[ ]\d{3}[ ]\d{3}|[ ]?\d{4}[ ]?\d{4}|[ ]?\d{5}[ ]?\d{5})(?![\w-])"
)
_GRID = re.compile(
    r"(?i:\b(?:grid[ ]ref(?:erence)?|map[ ]ref(?:erence)?|six[- ]figure[ ]ref(?:erence)?|mgrs))[.:# \t]{0,4}"
    r"(?P<grid>(?:[A-Z]{2}[ ]?)?(?:\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}))(?!\d)"
)

PATTERNS = (_PLAIN, _LABELLED, _NAMED, _SEXAGESIMAL, _COMPACT, _MGRS, _GRID)


def coordinates(text: str) -> FoundSpans:
    """Yield the places of coordinates that could be real."""
    for match in _PLAIN.finditer(text):
        pair = float(match["first"]), float(match["second"])
        if _is_around_india(*pair) or _is_around_india(*reversed(pair)):
            yield match.span()
    for pattern in (_LABELLED, _NAMED):
        for match in pattern.finditer(text):
            if float(match["lat"]) <= 90 and float(match["lon"]) <= 180:
                yield match.span()
    yield from _in_minutes(text)
    for match in _MGRS.finditer(text):
        yield match.span()
    for match in _GRID.finditer(text):
        yield match.span("grid")


def _in_minutes(text: str) -> FoundSpans:
    for match in _SEXAGESIMAL.finditer(text):
        if all(_is_angle(match, part) for part in ("1", "2") if match[f"deg{part}"]):
            yield match.span()
    for match in _COMPACT.finditer(text):
        if _compact_fits(match["lat"], degrees=2, most=90) and _compact_fits(match["lon"], degrees=3, most=180):
            yield match.span()


def _is_around_india(latitude: float, longitude: float) -> bool:
    return 0 < latitude < 40 and 55 < longitude < 105


def _is_angle(match: re.Match[str], part: str) -> bool:
    most = 90 if match[f"half{part}"] in "NS" else 180
    minutes, seconds = float(match[f"min{part}"]), float(match[f"sec{part}"] or 0)
    return int(match[f"deg{part}"]) <= most and minutes < 60 and seconds < 60


def _compact_fits(written: str, *, degrees: int, most: int) -> bool:
    """Return whether DDMM or DDMMSS holds a possible angle."""
    minutes, seconds = written[degrees : degrees + 2], written[degrees + 2 :] or "0"
    return int(written[:degrees]) <= most and int(minutes) < 60 and float(seconds) < 60
