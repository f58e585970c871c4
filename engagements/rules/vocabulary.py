"""Lookup of names in a consultation: challenges, focus areas, sessions and closed lists.

Names are matched in either language, ignoring case and hyphens, as officials write them into spreadsheets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Choices
from django.utils import timezone
from django.utils.translation import override

from engagements.choices import Channel, Severity, State, VentureKind
from engagements.models import Consultation, ContractStage, Scheme, Session
from engagements.models.base import localised
from engagements.models.taxonomy import Term
from engagements.rules.dates import day_text
from engagements.rules.tokenizer import words_of

LANGUAGES = ("en", "hi")

Ids = dict[str, int]
Values = dict[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """Ids and values by normalised name; dates of the sessions and of the submission period."""

    challenges: Ids
    focus_areas: Ids
    sessions: Ids
    session_days: dict[int, date]
    schemes: Ids
    stages: Ids
    kinds: Values
    states: Values
    severities: Values
    channels: Values
    # Valid names of challenges, areas, sessions, schemes and stages, in the reader's language.
    labels: dict[str, list[str]]
    opens_on: date
    closes_on: date | None
    today: date

    def session_on(self, day: date | None) -> int | None:
        """Return the only session on a day, or None."""
        on_day = [session for session, held_on in self.session_days.items() if held_on == day]
        return on_day[0] if len(on_day) == 1 else None


def normalise_label(name: str) -> str:
    """Return a name for lookup: words only, case folded."""
    return " ".join(words_of(name))


def terms_of(consultation: Consultation, *, today: date) -> Vocabulary:
    """Return the vocabulary of a consultation, in five queries."""
    asked = consultation.asked_challenges.filter(challenge__is_active=True).select_related("challenge")
    challenges = [row.challenge for row in asked]
    areas = list(consultation.focus_areas.filter(is_active=True))
    sessions = list(consultation.sessions.all())
    schemes = list(Scheme.objects.filter(is_active=True))
    stages = list(ContractStage.objects.filter(is_active=True))
    return Vocabulary(
        challenges=_terms(challenges),
        focus_areas=_terms(areas),
        sessions=_sessions(sessions),
        session_days={session.pk: session.held_on for session in sessions},
        schemes=_terms(schemes),
        stages=_terms(stages),
        kinds=labelled(VentureKind),
        states=labelled(State),
        severities=labelled(Severity),
        channels=labelled(Channel),
        labels={
            "challenge": [row.label for row in challenges],
            "focus_areas": [row.label for row in areas],
            "session": [localised(row, "title") for row in sessions],
            "scheme": [row.label for row in schemes],
            "stage": [row.label for row in stages],
        },
        opens_on=timezone.localdate(consultation.opens_at),
        closes_on=timezone.localdate(consultation.closes_at) if consultation.closes_at else None,
        today=today,
    )


def labelled(choices: type[Choices]) -> Values:
    """Return the values of a closed list by label in both languages, and by value."""
    found = {normalise_label(str(value)): str(value) for value in choices.values}
    for language in LANGUAGES:
        with override(language):
            found |= {normalise_label(str(label)): str(value) for value, label in choices.choices}
    return found


def _terms(rows: Iterable[Term]) -> Ids:
    return {normalise_label(name): row.pk for row in rows for name in (row.slug, row.name, row.name_hi) if name}


def _sessions(rows: Iterable[Session]) -> Ids:
    """Return sessions by title and by date; a date with two sessions is left out."""
    listed = list(rows)
    found = {normalise_label(name): row.pk for row in listed for name in (row.title, row.title_hi) if name}
    days = [row.held_on for row in listed]
    for row in listed:
        if days.count(row.held_on) == 1:
            found |= {normalise_label(name): row.pk for name in (row.held_on.isoformat(), day_text(row.held_on))}
    # By id, as the form for one submission sends it; no title consists of “#” and digits.
    return found | {f"#{row.pk}": row.pk for row in listed}
