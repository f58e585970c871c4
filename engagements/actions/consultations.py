"""Consultations: recorded with what they ask, and given their sessions, sources and key figures."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import AskedChallenge, Consultation, FocusArea, KeyFigure, OfficeHolder, Session, Source
from engagements.rules.actors import Actor


def record(consultation: Consultation, *, focus_areas: Iterable[FocusArea], by: Actor, at: datetime) -> None:
    """Add a consultation on some focus areas.

    Raises ValidationError where a field does not hold what it promises, or the address is taken.
    """
    consultation.full_clean()
    with transaction.atomic():
        consultation.save(force_insert=True)
        consultation.focus_areas.set(focus_areas)
        audit.record(AuditedAct.CONSULTATION_RECORDED, consultation, by=by, at=at, changes=audit.facts_of(consultation))


def add_session(session: Session, *, focus_areas: Iterable[FocusArea], by: Actor, at: datetime) -> None:
    """Add a dated meeting, with the focus areas it carries, to the consultation it names."""
    with transaction.atomic():
        add_part(session, by=by, at=at)
        session.focus_areas.set(focus_areas)


def add_part(part: Session | Source | KeyFigure | AskedChallenge, *, by: Actor, at: datetime) -> None:
    """Add a source, a key figure or a challenge asked about to the consultation that the part names."""
    part.full_clean()
    with transaction.atomic():
        part.save(force_insert=True)
        noun = part._meta.model_name or ""
        audit.record(AuditedAct.CONSULTATION_CHANGED, part.consultation, by=by, at=at, changes={noun: part})


def record_office_holder(holder: OfficeHolder, *, by: Actor, at: datetime) -> None:
    """Add the holder of an office, with the period where it is known."""
    holder.full_clean()
    with transaction.atomic():
        holder.save(force_insert=True)
        audit.record(AuditedAct.REFERENCE_DATA_CHANGED, holder, by=by, at=at, changes=audit.facts_of(holder))
