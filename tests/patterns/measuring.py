"""How much of the processor each pattern and parser takes at the worst of the texts made for it."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from engagements.errors import ActionRefused
from engagements.inspection.parsers.faults import UnreadableFile
from tests.patterns.finding import Found, patterns
from tests.patterns.hurting import Recipe, recipes
from tests.patterns.parsers import PARSERS, Parser, recipes_for

# What one text may take: more stops a worker for all who wait behind it.
CPU_SECONDS_MAX = 0.2
# Whatever takes so long is stopped and counted as that.
STOPPED_AT = 2.0
LONGEST = 60_000
# So many of the texts are tried at their full length.
FULL_LENGTH = 5
# Patterns that meet less than the longest text of a form, by the end of their name and with what bounds them.
BOUNDED = {
    "rules.amounts._CURRENCY[0]": 61,  # cut to LONGEST + 1
    "rules.amounts._PART[0]": 61,
    "rules.amounts._PLAIN[0]": 61,
    "rules.readers._DAY_FIRST[0]": 40,  # cut
    "rules.references._SHAPE[0]": 40,  # cut
    "rules.files.names._DEVICES[0]": 255,  # a name of a file
    "public.forms.fields.URLValidator": 200,
}


@dataclass(frozen=True)
class Cost:
    """The worst text for one pattern or parser: its time, its length and how it begins."""

    name: str
    seconds: float
    length: int
    begins: str

    def __str__(self) -> str:
        return f"{self.seconds:.3f} s  {self.name}  {self.length} characters: {self.begins}"


class Stopped(Exception):
    """A text took too long."""


def costs() -> list[Cost]:
    """Return what each pattern and each parser costs at its worst, the dearest first."""
    found = [cost_of_pattern(each) for each in patterns()]
    found += [cost_of_parser(parser) for parser in PARSERS]
    return sorted(found, key=lambda cost: -cost.seconds)


def cost_of_pattern(each: Found) -> Cost:
    """Return what a pattern costs at its worst, in all the ways in which it is used."""
    bound = next((most for name, most in BOUNDED.items() if each.name.endswith(name)), LONGEST)
    return worst(each.name, [_act(each.pattern, use) for use in each.uses], recipes(each.pattern), length=bound)


def cost_of_parser(parser: Parser) -> Cost:
    """Return what a parser costs at its worst."""
    return worst(parser.name, [parser.parse], recipes_for(parser), length=parser.length)


def worst(name: str, acts: list[Callable[[Any], Any]], made: list[Recipe], *, length: int) -> Cost:
    """Return the dearest text of a length: all are tried at an eighth of it, and the dearest of those at all of it.

    What grows with the square costs far more than the others at an eighth already.
    """
    short = max(length // 8, min(length, 2_000))
    tried = [(spent(act, recipe(short)), number, act, recipe) for act in acts for number, recipe in enumerate(made)]
    dearest = Cost(name, 0.0, 0, "")
    for _seconds, _number, act, recipe in sorted(tried, key=lambda one: -one[0])[:FULL_LENGTH]:
        text = recipe(length)
        seconds = spent(act, text)
        if seconds > dearest.seconds:
            dearest = Cost(name, seconds, len(text), repr(text[:30]))
    return dearest


def spent(act: Callable[[Any], Any], text: Any) -> float:
    """Return the processor time that an act takes on a text, at most `STOPPED_AT`; the lower of two tries if dear."""
    first = _once(act, text)
    return first if first < CPU_SECONDS_MAX / 2 or first >= STOPPED_AT else min(first, _once(act, text))


def _once(act: Callable[[Any], Any], text: Any) -> float:
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, STOPPED_AT)
    began = time.process_time()
    try:
        act(text)
    except Stopped:
        return STOPPED_AT
    except (ActionRefused, UnreadableFile):
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - began


def _stop(*_signal: object) -> None:
    raise Stopped


def _act(pattern: re.Pattern[Any], use: str) -> Callable[[Any], Any]:
    if use == "finditer":
        return lambda text: _gone_through(pattern.finditer(text))
    if use == "sub":
        return lambda text: pattern.sub(text[:0], text)
    return getattr(pattern, use)  # type: ignore[no-any-return]


def _gone_through(found: Iterator[Any]) -> None:
    for _match in found:
        pass
