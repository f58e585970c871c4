"""Timeline of a consultation from its sessions to its commitments."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.choices import Phase
from engagements.models import Consultation, Session
from engagements.rules import deadlines
from engagements.rules.dates import day_range, day_text

DONE, NOW, NEXT = "done", "now", "next"

# phase → states of feedback window, analysis, decisions and commitments
STATES = {
    Phase.UPCOMING: (NEXT, NEXT, NEXT, NEXT),
    Phase.OPEN: (NOW, NEXT, NEXT, NEXT),
    Phase.CLOSED: (DONE, NOW, NEXT, NEXT),
    Phase.ANSWERED: (DONE, DONE, DONE, NOW),
}

Step = dict[str, str]


def consultation_progress(
    consultation: Consultation, sessions: Sequence[Session], *, at: datetime, answered_at: datetime | None = None
) -> list[Step]:
    """Return the steps in order, each with its state and dates if known.

    `answered_at` is when the first ministry response was released, if any.
    """
    phase = deadlines.phase(consultation, at=at)
    window, analysis, decisions, commitments = STATES[phase]
    if answered_at and phase is Phase.CLOSED:
        analysis, decisions = DONE, NOW
    # While feedback is still open, a response is shown on the page but completes no step.
    answered = ""
    if answered_at and decisions != NEXT:
        answered = _("answered on %(day)s") % {"day": day_text(answered_at)}
    steps = [_sessions(sessions, today=timezone.localdate(at))] if sessions else []
    return [
        *steps,
        {"label": _window_label(window), "detail": _window_detail(consultation, window), "state": window},
        {"label": _("Analysis"), "detail": "", "state": analysis},
        {"label": _("Decisions"), "detail": answered, "state": decisions},
        {"label": _("Commitments fulfilled"), "detail": "", "state": commitments},
    ]


def _sessions(sessions: Sequence[Session], *, today: date) -> Step:
    first, last = sessions[0].held_on, sessions[-1].held_on
    if today > last:
        return {"label": _("Sessions held"), "detail": day_range(first, last), "state": DONE}
    return {"label": _("Sessions"), "detail": day_range(first, last), "state": NOW if today >= first else NEXT}


def _window_label(state: str) -> str:
    return {DONE: _("Feedback closed"), NOW: _("Open for feedback"), NEXT: _("Opens for feedback")}[state]


def _window_detail(consultation: Consultation, state: str) -> str:
    opened = day_text(consultation.opens_at)
    if state == NEXT:
        return _("on %(day)s") % {"day": opened}
    if consultation.closes_at is None:
        return _("since %(day)s") % {"day": opened}
    closes = day_text(consultation.closes_at)
    return (_("on %(day)s") if state == DONE else _("until %(day)s")) % {"day": closes}
