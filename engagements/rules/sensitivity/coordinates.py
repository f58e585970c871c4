"""Detect coordinates: decimal degrees, degrees and minutes, compact aviation form, MGRS, grid references.

A pair of decimals without a degree sign counts only with four decimals or more and within or around India (latitude 0
to 40, longitude 55 to 105), since scores and measurements look the same.
"""

import re

from engagements.rules.sensitivity.folding import FoundSpans

_DEGREES = r"\d{1,3}(?:\.\d{1,16})?"
_PLAIN = re.compile(
    r"""(?<![\w.])-?(?P<first>\d{1,3}\.\d{4,16}) (?:[ ]{0,2}[,;/|][ ]{0,2}|[ ]{1,3})
    -?(?P<second>\d{1,3}\.\d{4,16})(?![\d%]|\.\d)""",
    re.VERBOSE,
)
_LABELLED = re.compile(
    rf"""(?<![\w.])(?P<lat>{_DEGREES})[ ]{{0,2}}(?:°|deg\b)?[ ]{{0,2}}(?:[NS]\b|(?i:north|south)\b)
    [ ]{{0,3}}(?:[,;/]|and\b)?[ ]{{0,3}}
    (?P<lon>{_DEGREES})[ ]{{0,2}}(?:°|deg\b)?[ ]{{0,2}}(?:[EW]\b|(?i:east|west)\b)""",
    re.VERBOSE,
)
_LABELLED_FIRST = re.compile(
    rf"""\b[NS][ ]{{0,2}}(?P<lat>{_DEGREES})[ ]{{0,2}}°?[ ]{{0,2}}[,;/]?[ ]{{0,2}}
    [EW][ ]{{0,2}}(?P<lon>\d{{1,3}}\.\d{{1,16}})""",
    re.VERBOSE,
)
_NAMED = re.compile(
    rf"""(?i:\blat(?:itude)?)\b[.:= ]{{0,4}}-?(?P<lat>{_DEGREES})[ ]{{0,2}}°?[ ]{{0,2}}[NS]?[ ]{{0,2}}[,;/]?[ ]{{0,2}}
    (?:and[ ])?(?i:long?(?:itude)?|lng)\b[.:= ]{{0,4}}-?(?P<lon>{_DEGREES})""",
    re.VERBOSE,
)
_ANGLE = r"""(?P<deg{0}>\d{{1,3}})[ ]{{0,2}}(?:°|(?i:deg(?:rees)?)\b)[ ]{{0,2}}
    (?P<min{0}>\d{{1,2}}(?:\.\d{{1,8}})?)[ ]{{0,2}}(?:'|(?i:min(?:utes)?)\b)[ ]{{0,2}}
    (?:(?P<sec{0}>\d{{1,2}}(?:\.\d{{1,8}})?)[ ]{{0,2}}(?:\"|''|(?i:sec(?:onds)?)\b)[ ]{{0,2}})?
    (?P<half{0}>[NSEW])\b"""
_SEXAGESIMAL = re.compile(
    rf"(?<![\w.]){_ANGLE.format(1)} (?:[ ]{{0,3}}[,;/]?[ ]{{0,3}}{_ANGLE.format(2)})?", re.VERBOSE
)
_COMPACT = re.compile(
    r"""\b(?P<lat>\d{4}(?:\d{2}(?:\.\d{1,3})?)?)[ ]?[NS][ ,/]{0,2}(?P<lon>\d{5}(?:\d{2}(?:\.\d{1,3})?)?)[ ]?[EW]\b""",
    re.VERBOSE,
)
# Valid zones and bands, a 100 km square, then as many digits east as north: 100 m or better.
_MGRS = re.compile(
    r"""(?<![\w.-])(?:[1-9]|[1-5]\d|60)[ ]?[C-HJ-NP-X][ ]?[A-HJ-NP-Z][A-HJ-NP-V]
    (?:[ ]\d{3}[ ]\d{3}|[ ]?\d{4}[ ]?\d{4}|[ ]?\d{5}[ ]?\d{5})(?![\w-])""",
    re.VERBOSE,
)
_GRID = re.compile(
    r"""(?i:\b(?:grid[ ]ref(?:erence)?|map[ ]ref(?:erence)?|six[- ]figure[ ]ref(?:erence)?|mgrs))\b[.:\# ]{0,4}
    (?P<grid>(?:[A-Z]{2}[ ]?)?(?:\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}))(?!\d)""",
    re.VERBOSE,
)

PATTERNS = (_PLAIN, _LABELLED, _LABELLED_FIRST, _NAMED, _SEXAGESIMAL, _COMPACT, _MGRS, _GRID)


def coordinates(text: str) -> FoundSpans:
    """Yield the spans of coordinates that are in range."""
    yield from _in_decimals(text)
    yield from _in_minutes(text)
    for match in _MGRS.finditer(text):
        yield match.span()
    for match in _GRID.finditer(text):
        yield match.span("grid")


def _in_decimals(text: str) -> FoundSpans:
    for match in _PLAIN.finditer(text):
        pair = float(match["first"]), float(match["second"])
        # Maps write latitude first, data files often longitude.
        if _is_around_india(*pair) or _is_around_india(*reversed(pair)):
            yield match.span()
    for pattern in (_LABELLED, _LABELLED_FIRST, _NAMED):
        for match in pattern.finditer(text):
            if float(match["lat"]) <= 90 and float(match["lon"]) <= 180:
                yield match.span()


def _in_minutes(text: str) -> FoundSpans:
    for match in _SEXAGESIMAL.finditer(text):
        if all(_is_angle(match, part) for part in ("1", "2") if match[f"deg{part}"]):
            yield match.span()
    for match in _COMPACT.finditer(text):
        if _fits(match["lat"], degrees=2, most=90) and _fits(match["lon"], degrees=3, most=180):
            yield match.span()


def _is_around_india(latitude: float, longitude: float) -> bool:
    return 0 < latitude < 40 and 55 < longitude < 105


def _is_angle(match: re.Match[str], part: str) -> bool:
    most = 90 if match[f"half{part}"] in "NS" else 180
    minutes, seconds = float(match[f"min{part}"]), float(match[f"sec{part}"] or 0)
    return int(match[f"deg{part}"]) <= most and minutes < 60 and seconds < 60


def _fits(written: str, *, degrees: int, most: int) -> bool:
    """Return whether DDMM or DDMMSS is a valid angle."""
    minutes, seconds = written[degrees : degrees + 2], written[degrees + 2 :] or "0"
    return int(written[:degrees]) <= most and int(minutes) < 60 and float(seconds) < 60
