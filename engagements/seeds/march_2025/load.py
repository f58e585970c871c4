"""Load the consultation of March 2025 and the reference data; existing records are not changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from engagements import audit
from engagements.actions import consultations
from engagements.choices import ConsultationStatus
from engagements.models import (
    AskedChallenge,
    Challenge,
    Consultation,
    FocusArea,
    KeyFigure,
    OfficeHolder,
    Session,
    Source,
)
from engagements.rules.actors import Actor
from engagements.seeds.march_2025 import reading
from engagements.seeds.reference import load as reference

SLUG = "march-2025-start-up-and-msme-sessions"
SEED = Actor.system("seed")


def load_sessions(*, at: datetime) -> dict[str, int]:
    """Add missing reference data and the consultation; return how many entries of each were added.

    `at` is the time of loading, not that of the events.
    """
    with audit.one_transaction():
        added = reference.load_reference(at=at)
        added["consultations"] = _add_consultation(at=at)
    return added


def _add_consultation(*, at: datetime) -> int:
    if Consultation.objects.filter(slug=SLUG).exists():
        return 0
    facts = reading.read_table("consultation.toml")
    slugs = [entry["slug"] for entry in reference.taxonomy_entries()["focus_areas"]]
    consultation = _consultation(facts, chair=_chair(facts["chair"], at=at))
    areas = FocusArea.objects.filter(slug__in=slugs)
    consultations.record_consultation(consultation, focus_areas=areas, by=SEED, at=at)
    for session in facts["sessions"]:
        consultations.add_session(
            Session(consultation=consultation, venue=consultation.venue, venue_hi=consultation.venue_hi, **session),
            focus_areas=areas,
            by=SEED,
            at=at,
        )
    for part in _parts(consultation, facts, at=at):
        consultations.add_part(part, by=SEED, at=at)
    return 1


def _consultation(facts: dict[str, Any], *, chair: OfficeHolder) -> Consultation:
    texts = {name: value for name, value in facts.items() if isinstance(value, str)}
    return Consultation(
        **texts,
        background=reading.text("background.en.md"),
        background_hi=reading.text("background.hi.md"),
        status=ConsultationStatus.PUBLISHED,
        opens_at=reading.read_moment(facts["opens_at"]),
        chair=chair,
    )


def _chair(facts: dict[str, str], *, at: datetime) -> OfficeHolder:
    holder = OfficeHolder.objects.filter(name=facts["name"], office=facts["office"]).first()
    if holder is None:
        holder = OfficeHolder(**facts)
        consultations.record_office_holder(holder, by=SEED, at=at)
    return holder


def _parts(
    consultation: Consultation, facts: dict[str, Any], *, at: datetime
) -> Iterator[Source | AskedChallenge | KeyFigure]:
    """Yield sources first, since challenges and figures refer to them."""
    sources = {key: Source(consultation=consultation, **source) for key, source in facts["sources"].items()}
    yield from sources.values()
    challenges = Challenge.objects.in_bulk(field_name="slug")
    for asked in facts["asked_challenges"]:
        challenge, source = challenges[asked["challenge"]], sources[asked["source"]]
        yield AskedChallenge(consultation=consultation, challenge=challenge, source=source)
    for place, figure in enumerate(facts["key_figures"], start=1):
        texts = {name: value for name, value in figure.items() if name != "source"}
        yield KeyFigure(consultation=consultation, position=place, source=sources[figure["source"]], **texts)
