"""Routing preview: the desk and official for each challenge and focus area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engagements.models import Challenge, Consultation, FocusArea
from engagements.rules.desks import DeskAssigner


@dataclass(frozen=True)
class DeskRoute:
    """Where a submission would be routed now; empty where no rule fits or no official of the desk is available."""

    desk: str = ""
    official: str = ""


def routes(
    consultation: Consultation, *, challenges: Sequence[Challenge], areas: Sequence[FocusArea], on: date
) -> dict[tuple[int, int], DeskRoute]:
    """Return the route of a submission on a given day, by (challenge id, focus area id)."""
    roster = DeskAssigner(on=on)
    return {
        (challenge.pk, area.pk): _route(roster, consultation, challenge, area)
        for challenge in challenges
        for area in areas
    }


def _route(roster: DeskAssigner, consultation: Consultation, challenge: Challenge, area: FocusArea) -> DeskRoute:
    rule = roster.rule_for(consultation_id=consultation.pk, challenge_id=challenge.pk, area_ids=(area.pk,))
    if rule is None:
        return DeskRoute()
    takers = roster.candidates(rule.desk)
    return DeskRoute(str(rule.desk), str(takers[0]) if takers else "")
