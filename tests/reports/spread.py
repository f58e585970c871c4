"""Many different submissions from one seed: every status, several ventures, figures given and not given."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from engagements.choices import ReplyKind, Role, Severity, VentureKind
from engagements.models import Challenge, Consultation, ContractStage, FocusArea, Submission
from engagements.rules.actors import Actor
from tests import factories as make

INDIA = ZoneInfo("Asia/Kolkata")
FIRST_MOMENT = datetime(2025, 3, 24, tzinfo=INDIA)
KINDS = {"Alpha": VentureKind.STARTUP, "Beta": VentureKind.MICRO, "Gamma": VentureKind.DEEP_TECH}
STATES = {"Alpha": "KA", "Beta": "TN", "Gamma": ""}


def spread(seed: int, *, number: int = 36) -> list[Submission]:
    """Make so many submissions to two consultations, the same ones for the same seed."""
    chance = Random(seed)
    challenges = [make.challenge(slug=f"challenge-{letter}") for letter in "abc"]
    areas = [make.focus_area(slug=f"area-{letter}") for letter in "abcd"]
    stages = [make.contract_stage(slug=f"stage-{letter}") for letter in "abc"]
    consultations = [
        make.consultation(slug=f"consultation-{n}", challenges=challenges, focus_areas=areas) for n in (1, 2)
    ]
    officer = make.actor(Role.OFFICER)
    return [_one(chance, consultations, challenges, areas, stages, officer=officer) for _ in range(number)]


def _one(
    chance: Random,
    consultations: list[Consultation],
    challenges: list[Challenge],
    areas: list[FocusArea],
    stages: list[ContractStage],
    *,
    officer: Actor,
) -> Submission:
    name = chance.choice(list(KINDS))
    received_at = FIRST_MOMENT + timedelta(days=chance.randrange(150), seconds=chance.choice([0, 1, 43_200, 86_399]))
    submission = make.submission(
        chance.choice(consultations),
        at=received_at,
        is_example=chance.random() < 0.3,
        venture=f"{name} {chance.randrange(3)}",
        profile={"kind": KINDS[name], "state": STATES[name]},
        challenge_id=chance.choice(challenges).pk,
        focus_area_ids=tuple(area.pk for area in chance.sample(areas, chance.randrange(4))),
        severity=chance.choice(list(Severity)),
        stage_id=chance.choice([None, *(stage.pk for stage in stages)]),
        days_lost=chance.choice([None, 0, 10, 45, 120]),
        rupees_blocked=chance.choice([None, 0, 250_000, 90_000_000]),
    )
    later = received_at + timedelta(days=chance.choice([0, 5, 21, 22, 60]), seconds=3_600)
    return _taken_on(submission, chance.randrange(8), officer=officer, at=later)


def _taken_on(submission: Submission, fate: int, *, officer: Actor, at: datetime) -> Submission:
    if fate == 0:
        return make.moved(submission, "withdraw", at=at)
    if fate == 1:
        return make.moved(submission, "quarantine", at=at)
    if fate == 2:
        return make.moved(submission, "close", at=at)
    if fate == 3:
        return make.asked(submission, by=officer, at=at)
    if fate == 4:
        return make.replied(submission, kind=ReplyKind.INTERIM, by=officer, at=at)
    return make.replied(submission, by=officer, at=at) if fate in {5, 6} else submission
