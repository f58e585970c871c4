"""Scope of a report: the filters shared by its page, charts, tables, lists and CSV."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.db.models.functions import TruncDay

from engagements.models import Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.rules.actors import Actor
from engagements.rules.dates import midnight
from engagements.rules.deadlines import ANSWER_DAYS

# Filter value for submissions that name none.
NOT_NAMED = "_none"


# Filter value for submissions that gave a figure.
GIVEN = "given"


class FirstReply(StrEnum):
    """Filter values for the first reply."""

    SENT = "sent"
    IN_TIME = "in_time"


# Part → database column; dates, figures and replies have conditions of their own.
_COLUMNS = {
    "consultation": "consultation__slug",
    "focus_area": "focus_areas__slug",
    "challenge": "challenge__slug",
    "kind": "venture__kind",
    "state": "venture__state",
    "status": "status",
    "severity": "severity",
    "stage": "stage__slug",
    "venture": "venture_id",
}
_MAY_BE_UNNAMED = {"focus_area": "focus_areas", "stage": "stage"}
_FIGURES = ("days_lost", "rupees_blocked")
_PARAMETERS = {"received_from": "from", "received_to": "to"}


@dataclass(frozen=True)
class Scope:
    """The filters of a report; an empty part does not filter. Dates are in India and inclusive."""

    consultation: str = ""
    received_from: date | None = None
    received_to: date | None = None
    focus_area: str = ""
    challenge: str = ""
    kind: str = ""
    state: str = ""
    status: str = ""
    severity: int | None = None
    stage: str = ""
    days_lost: str = ""
    rupees_blocked: str = ""
    reply: str = ""
    venture: int | None = None

    @property
    def parts(self) -> dict[str, Any]:
        """The parts that are set, in the order of the query string."""
        return {part.name: value for part in fields(self) if (value := getattr(self, part.name)) not in ("", None)}

    def query_string(self) -> str:
        """Return the scope as a query string that parses to the same scope."""
        return urlencode([(parameter_of(name), str(value)) for name, value in self.parts.items()])

    @property
    def query(self) -> str:
        """The query string with its leading question mark, or an empty string."""
        written = self.query_string()
        return f"?{written}" if written else ""

    def narrowed(self, **parts: Any) -> "Scope":
        """Return the scope with some parts replaced."""
        return replace(self, **parts)

    def during(self, first: date, last: date) -> "Scope":
        """Return the scope intersected with a date range, both ends inclusive."""
        return replace(
            self,
            received_from=max(first, self.received_from or first),
            received_to=min(last, self.received_to or last),
        )

    @property
    def is_possible(self) -> bool:
        """Whether the date range contains any day."""
        return not (self.received_from and self.received_to) or self.received_from <= self.received_to

    def filter(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        """Filter submissions to those in the scope, each once."""
        chosen = submissions.filter(*self._conditions())
        return _replied_in_time(chosen) if self.reply == FirstReply.IN_TIME else chosen

    def _conditions(self) -> Iterator[Q]:
        if self.received_from:
            yield Q(received_at__gte=midnight(self.received_from))
        if self.received_to:
            yield Q(received_at__lt=midnight(self.received_to + timedelta(days=1)))
        for name, value in self.parts.items():
            if value == NOT_NAMED and name in _MAY_BE_UNNAMED:
                yield Q(**{f"{_MAY_BE_UNNAMED[name]}__isnull": True})
            elif name in _COLUMNS:
                yield Q(**{_COLUMNS[name]: value})
            elif name in _FIGURES:
                yield Q(**{f"{name}__isnull": False})
        if self.reply:
            yield Q(first_replied_at__isnull=False)


def submissions_in(scope: Scope, *, by: Actor) -> SubmissionQuerySet:
    """Return the submissions of a scope that are counted and that the actor may open."""
    return scope.filter(Submission.objects.visible_to(by).counted())


def parameter_of(part: str) -> str:
    """Return the query parameter of a part."""
    return _PARAMETERS.get(part, part)


def _replied_in_time(submissions: SubmissionQuerySet) -> SubmissionQuerySet:
    """Filter to submissions whose first reply was sent by the last promised day in India."""
    known = submissions.alias(received_on=TruncDay("received_at"), replied_on=TruncDay("first_replied_at"))
    return known.filter(replied_on__lte=F("received_on") + timedelta(days=ANSWER_DAYS))
