"""Options of a report scope: labels of its parts and the values each can take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import Severity, State, SubmissionStatus, VentureKind
from engagements.models import Challenge, Consultation, ContractStage, FocusArea, Venture
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.models.submission import UNCOUNTED
from engagements.reports.scope import GIVEN, NOT_NAMED, FirstReply, Scope
from engagements.rules.actors import Actor
from engagements.rules.deadlines import ANSWER_DAYS

PART_LABELS: dict[str, str | Promise] = {
    "consultation": gettext_lazy("Consultation"),
    "received_from": gettext_lazy("Received from"),
    "received_to": gettext_lazy("Received until"),
    "focus_area": gettext_lazy("Focus area"),
    "challenge": gettext_lazy("Challenge"),
    "kind": gettext_lazy("Kind of venture"),
    "state": gettext_lazy("State or union territory"),
    "status": gettext_lazy("Status"),
    "severity": gettext_lazy("Severity"),
    "stage": gettext_lazy("Contract stage"),
    "days_lost": gettext_lazy("Days lost"),
    "rupees_blocked": gettext_lazy("Rupees blocked"),
    "reply": gettext_lazy("First reply"),
    "venture": gettext_lazy("Venture"),
}
# Limit of choice lists, so that pages do not grow without end; other values are reachable by URL.
MOST_OFFERED = 200
COUNTED_STATUSES = tuple(status for status in SubmissionStatus if status not in UNCOUNTED)

Options = Mapping[str, Mapping[str, str]]
"""Part of the scope → value as an address writes it → label in the reader's language, in the order of the list."""


@dataclass(frozen=True)
class NamedOption:
    """A part of the scope in words, for page headers."""

    part: str
    label: str
    text: str


def load_options(*, venture: int | None = None, by: Actor | None = None) -> Options:
    """Return the values of each part, in a fixed number of queries; of ventures only the one with this id.

    A venture hidden from the actor is left out; without an actor no venture is included.
    """
    return {
        "consultation": _consultations(),
        "focus_area": {area.slug: area.label for area in FocusArea.objects.offered_first()}
        | {NOT_NAMED: _("No focus area named")},
        "challenge": {challenge.slug: challenge.label for challenge in Challenge.objects.offered_first()},
        "kind": {kind.value: str(kind.label) for kind in VentureKind},
        "state": dict(sorted(((state.value, str(state.label)) for state in State), key=lambda pair: pair[1])),
        "status": {status.value: str(status.label) for status in COUNTED_STATUSES},
        "severity": {str(severity.value): str(severity.label) for severity in reversed(Severity)},
        "stage": {stage.slug: stage.label for stage in ContractStage.objects.offered_first()}
        | {NOT_NAMED: _("No stage named")},
        "days_lost": {GIVEN: _("figure given")},
        "rupees_blocked": {GIVEN: _("figure given")},
        "reply": {
            FirstReply.SENT.value: _("sent"),
            FirstReply.IN_TIME.value: _("sent within %(days)s days") % {"days": ANSWER_DAYS},
        },
        "venture": _venture(venture, by=by),
    }


def _consultations() -> dict[str, str]:
    found = Consultation.objects.order_by("-opens_at", "-pk").only("slug", "title", "title_hi")
    return {consultation.slug: consultation.heading for consultation in found}


def _venture(pk: int | None, *, by: Actor | None) -> dict[str, str]:
    if pk is None or by is None:
        return {}
    found = Venture.objects.filter(pk=pk).exclude(pk__in=ventures_hidden_from(by)).only("name")
    return {str(venture.pk): venture.name for venture in found}


def asked(terms: type[Challenge] | type[FocusArea], *, scope: Scope, options: Mapping[str, str]) -> list[str]:
    """Return the terms that a report shows even with zero submissions: those its consultation asks about."""
    offered = terms._default_manager.filter(is_active=True)
    if scope.consultation:
        offered = terms._default_manager.filter(consultations__slug=scope.consultation)
    slugs = set(offered.values_list("slug", flat=True))
    return [slug for slug in options if slug in slugs]


def offered(options: Mapping[str, str], *, chosen: str) -> tuple[tuple[str, str], ...]:
    """Limit a choice list to MOST_OFFERED, always including the chosen value and “not named”."""
    always = {chosen, NOT_NAMED}
    pairs = enumerate(options.items())
    return tuple(pair for place, pair in pairs if place < MOST_OFFERED or pair[0] in always)


def shown_options(options: Mapping[str, str], *, asked: Iterable[str], found: Iterable[str], only: str) -> list[str]:
    """Return the values shown as table rows, in display order: those asked about or found, or only the chosen one."""
    wanted = {only} if only else {*asked, *found}
    return [value for value in options if value in wanted]
