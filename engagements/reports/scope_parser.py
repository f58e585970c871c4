"""Parses a report scope from URL parameters, reports invalid ones, and describes the scope in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from engagements.reports.options import PART_LABELS, NamedOption, Options, load_options
from engagements.reports.scope import Scope, parameter_of
from engagements.rules.actors import Actor
from engagements.rules.parsers import parse_pk

_LONGEST_DATE = 40
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class ScopeProblem:
    """An unusable URL parameter: the part, and a message that says what to do."""

    part: str
    message: str

    @property
    def label(self) -> str:
        """Label of the part."""
        return str(PART_LABELS[self.part])


@dataclass(frozen=True)
class ParsedScope:
    """Result of parsing: the scope, the problems found, and the available options."""

    scope: Scope
    problems: tuple[ScopeProblem, ...]
    options: Options


def parse_scope(parameters: Mapping[str, str], *, by: Actor) -> ParsedScope:
    """Parse a scope from URL parameters; unknown or malformed values are ignored and reported.

    A venture hidden from the actor is treated as unknown.
    """
    options = load_options(venture=parse_pk(parameters.get("venture", "").strip()) or None, by=by)
    parts: dict[str, Any] = {}
    problems: list[ScopeProblem] = []
    for part in PART_LABELS:
        written = parameters.get(parameter_of(part), "").strip()
        value = _value_of(part, written, options=options)
        if value is not None:
            parts[part] = value
        elif written:
            problems.append(ScopeProblem(part, _error_text(part)))
    scope = Scope(**parts)
    if not scope.is_possible:
        problems.append(
            ScopeProblem("received_to", _("The last day is before the first. Both dates have been ignored."))
        )
        scope = scope.narrowed(received_from=None, received_to=None)
    return ParsedScope(scope=scope, problems=tuple(problems), options=options)


def describe(reading: ParsedScope) -> list[NamedOption]:
    """Return the scope in words: consultation and dates always, other parts if set."""
    scope, options = reading.scope, reading.options
    everything = _("All consultations")
    named = [
        NamedOption(
            "consultation",
            str(PART_LABELS["consultation"]),
            options["consultation"].get(scope.consultation, everything),
        ),
        NamedOption("received", _("Received"), dates_in_words(scope)),
    ]
    rest = [part for part in scope.parts if part not in {"consultation", "received_from", "received_to"}]
    return named + [NamedOption(part, str(PART_LABELS[part]), options[part][str(scope.parts[part])]) for part in rest]


def dates_in_words(scope: Scope) -> str:
    """Return the date range of a scope as text."""
    first = scope_day_text(scope.received_from) if scope.received_from else ""
    last = scope_day_text(scope.received_to) if scope.received_to else ""
    if first and first == last:
        return _("on %(day)s") % {"day": first}
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("since %(day)s") % {"day": first}
    return _("until %(day)s") % {"day": last} if last else _("All dates")


def scope_day_text(day: date) -> str:
    """Return a date in the portal's format: 24 March 2025."""
    return date_format(day, "DATE_FORMAT")


def _value_of(part: str, written: str, *, options: Options) -> Any:
    """Return the value of a part, or None if the text is not valid for it."""
    if part in {"received_from", "received_to"}:
        return _day(written)
    if written not in options[part]:
        return None
    return int(written) if part in {"severity", "venture"} else written


def _day(written: str) -> date | None:
    for shape in get_format("DATE_INPUT_FORMATS"):
        try:
            day = datetime.strptime(written[:_LONGEST_DATE], shape).date()
        except ValueError:
            continue
        return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
    return None


def _error_text(part: str) -> str:
    if part in {"received_from", "received_to"}:
        return _("Enter the date as 24/03/2025, from the year 2000 onwards. This date has been ignored.")
    return _("The web address asks for something that is not in the list. This part has been ignored.")
