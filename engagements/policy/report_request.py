"""Parses a report request and builds what all policy pages share: scope, totals, filter form and tabs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.reports.findings import counted_submissions, counted_ventures
from engagements.reports.options import PART_LABELS, Options, offered
from engagements.reports.scope import Scope, parameter_of
from engagements.reports.scope_parser import ParsedScope, describe, parse_scope, scope_day_text
from engagements.reports.totals import ScopeTotals, totals, ventures_left_out
from engagements.rules.actors import Actor
from engagements.rules.numerals import format_number
from engagements.rules.permissions import Act, may

DATES = ("received_from", "received_to")


@dataclass(frozen=True)
class ReportRequest:
    """A request for a report: actor, time, scope and its totals."""

    by: Actor
    at: datetime
    query_string: str
    reading: ParsedScope
    totals: ScopeTotals
    # Ventures left out of the figures because this official declared a conflict of interest.
    left_out: int

    @property
    def scope(self) -> Scope:
        return self.reading.scope

    @property
    def options(self) -> Options:
        return self.reading.options

    def address_with(self, parameter: str, cursor: str) -> str:
        """Return the query string of the same scope with a cursor, or an empty string without one."""
        return (
            f"?{'&'.join(filter(None, [self.scope.query_string(), urlencode({parameter: cursor})]))}" if cursor else ""
        )


@dataclass(frozen=True)
class ScopeField:
    """One control of the filter form: a select or a date."""

    name: str
    label: str
    value: str
    is_day: bool
    options: tuple[tuple[str, str], ...]
    problem: str


def parse_report_request(request: HttpRequest, actor: Actor) -> ReportRequest:
    """Parse the scope of a request and count its totals."""
    reading = parse_scope(request.GET.dict(), by=actor)
    return ReportRequest(
        by=actor,
        at=timezone.now(),
        query_string=request.GET.urlencode(),
        reading=reading,
        totals=totals(reading.scope, by=actor),
        left_out=ventures_left_out(by=actor),
    )


def context(request: HttpRequest, asked: ReportRequest) -> dict[str, Any]:
    """Return the template context that all policy pages share."""
    return {
        "scope": asked.scope,
        "totals": asked.totals,
        "at": asked.at,
        "left_out": asked.left_out,
        "parts": [(named.label, named.text) for named in describe(asked.reading)],
        "basis": basis_in_words(asked.totals),
        "since": since_in_words(asked.totals),
        "covers": covers_in_words(asked),
        "crumbs": [(_("Policy reports"), reverse("policy:overview"))],
        "fields": fields(asked.reading),
        "problems": asked.reading.problems,
        "tabs": tabs(request, asked.scope),
        "may_export": may(asked.by, Act.EXPORT),
        "submissions_url": reverse("policy:submissions"),
        "ventures_url": reverse("policy:ventures"),
    }


def basis_in_words(found: ScopeTotals) -> str:
    """Return the size of a scope as text, including its illustrative part."""
    parts = [counted_submissions(found.submissions), counted_ventures(found.ventures), since_in_words(found)]
    if found.illustrative:
        illustrative = ngettext(
            "of which %(n)s submission is illustrative",
            "of which %(n)s submissions are illustrative",
            found.illustrative,
        )
        parts.append(illustrative % {"n": format_number(found.illustrative)})
    return " · ".join(filter(None, parts))


def covers_in_words(asked: ReportRequest) -> str:
    """Return the scope in one line, for table captions that are copied elsewhere."""
    named = [part.text for part in describe(asked.reading) if part.part != "received"]
    return " · ".join(filter(None, [*named, since_in_words(asked.totals)]))


def since_in_words(found: ScopeTotals) -> str:
    """Return the range of dates of receipt as text."""
    first, last = found.first_received_on, found.last_received_on
    if not (first and last):
        return ""
    if first == last:
        return _("received on %(day)s") % {"day": scope_day_text(first)}
    return _("received %(first)s to %(last)s") % {"first": scope_day_text(first), "last": scope_day_text(last)}


def fields(reading: ParsedScope) -> list[ScopeField]:
    """Return the controls of the filter form, each with its value and problem."""
    problems = {problem.part: problem.message for problem in reading.problems}
    chosen = reading.scope.parts
    return [
        ScopeField(
            name=parameter_of(part),
            label=str(label),
            value=str(chosen.get(part, "")),
            is_day=part in DATES,
            options=() if part in DATES else offered(reading.options[part], chosen=str(chosen.get(part, ""))),
            problem=problems.get(part, ""),
        )
        for part, label in PART_LABELS.items()
        if part != "venture" or reading.scope.venture
    ]


def tabs(request: HttpRequest, scope: Scope) -> list[dict[str, Any]]:
    """Return the policy pages as links that keep the scope, with the current one marked."""
    pages = {
        "overview": _("Overview"),
        "challenges": _("Challenges × focus areas"),
        "submissions": _("Submissions"),
        "ventures": _("Ventures"),
    }
    urls = {name: reverse(f"policy:{name}") for name in pages}
    return [
        {"label": label, "url": urls[name] + scope.query, "is_here": request.path == urls[name]}
        for name, label in pages.items()
    ]
