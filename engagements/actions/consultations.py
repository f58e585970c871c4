"""Record and publish consultations; changes after publication are recorded publicly."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct, ConsultationStatus, Role
from engagements.errors import ActionRefused
from engagements.models import (
    AskedChallenge,
    Consultation,
    ConsultationChange,
    FocusArea,
    KeyFigure,
    OfficeHolder,
    Session,
    Source,
)
from engagements.rules import checklists
from engagements.rules.actors import Actor
from engagements.rules.consultation_window import is_short
from engagements.rules.permissions import Act, check_may, check_may_edit


def record_consultation(
    consultation: Consultation, *, focus_areas: Iterable[FocusArea], by: Actor, at: datetime
) -> None:
    """Add a consultation with its focus areas.

    Raises ValidationError if a field is invalid or the slug is taken.
    """
    consultation.full_clean()
    with transaction.atomic():
        consultation.save(force_insert=True)
        consultation.focus_areas.set(focus_areas)
        audit.record(
            AuditedAct.CONSULTATION_RECORDED, consultation, by=by, at=at, changes=audit.field_values(consultation)
        )


def add_session(session: Session, *, focus_areas: Iterable[FocusArea], by: Actor, at: datetime) -> None:
    """Add a session with its focus areas to its consultation."""
    with transaction.atomic():
        add_part(session, by=by, at=at)
        session.focus_areas.set(focus_areas)


def add_part(part: Session | Source | KeyFigure | AskedChallenge, *, by: Actor, at: datetime) -> None:
    """Add a source, a key figure or an asked challenge to its consultation."""
    part.full_clean()
    with transaction.atomic():
        part.save(force_insert=True)
        noun = part._meta.model_name or ""
        audit.record(AuditedAct.CONSULTATION_CHANGED, part.consultation, by=by, at=at, changes={noun: part})


def record_office_holder(holder: OfficeHolder, *, by: Actor, at: datetime) -> None:
    """Add the holder of an office, with the period if it is known."""
    holder.full_clean()
    with transaction.atomic():
        holder.save(force_insert=True)
        audit.record(AuditedAct.REFERENCE_DATA_CHANGED, holder, by=by, at=at, changes=audit.field_values(holder))


def publish_consultation(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """Publish a draft and return the current row.

    Raises ActionRefused with the missing items of its checklist, and for a window of less than 30 days unless the actor
    is a lead.
    """
    check_may(by, Act.PUBLISH_CONSULTATION)
    with transaction.atomic():
        current = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
        if current.status != ConsultationStatus.DRAFT:
            raise ActionRefused(_("This consultation has already been published."))
        _check_nothing_is_missing(current, at=at)
        _check_short_window(current, by=by)
        _set_status(current, ConsultationStatus.PUBLISHED, act=AuditedAct.CONSULTATION_PUBLISHED, by=by, at=at)
    return current


def mark_answered(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """Mark a published consultation as answered by the ministry: it accepts no more submissions."""
    return _toggle_status(consultation, ConsultationStatus.PUBLISHED, ConsultationStatus.ANSWERED, by=by, at=at)


def unmark_answered(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """Undo that a consultation is marked as answered."""
    return _toggle_status(consultation, ConsultationStatus.ANSWERED, ConsultationStatus.PUBLISHED, by=by, at=at)


def record_change(
    consultation: Consultation, note: str, *, note_hi: str = "", values: dict[str, Any], by: Actor, at: datetime
) -> ConsultationChange:
    """Record a change of a published consultation, with the note shown to the public.

    Call it inside the transaction of the change. `values` maps each field to its old and new value.
    """
    check_may_edit(by, "consultation")
    if not note.strip():
        raise ActionRefused(
            _("Describe in one sentence what has changed. The public will see this."), field="change_note"
        )
    return ConsultationChange.objects.create(
        consultation=consultation, changed_at=at, changed_by=by.user, note=note, note_hi=note_hi, values=values
    )


def _toggle_status(
    consultation: Consultation, source: ConsultationStatus, target: ConsultationStatus, *, by: Actor, at: datetime
) -> Consultation:
    check_may(by, Act.PUBLISH_CONSULTATION)
    with transaction.atomic():
        current = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
        if current.status != source:
            status = ConsultationStatus(current.status).label
            raise ActionRefused(_("This is not possible while the consultation is “%(status)s”.") % {"status": status})
        _set_status(current, target, act=AuditedAct.CONSULTATION_CHANGED, by=by, at=at)
    return current


def _set_status(
    consultation: Consultation, status: ConsultationStatus, *, act: AuditedAct, by: Actor, at: datetime
) -> None:
    consultation.status = status
    consultation.save(update_fields=["status", "updated_at"])
    audit.record(act, consultation, by=by, at=at, changes={"status": status})


def _check_nothing_is_missing(consultation: Consultation, *, at: datetime) -> None:
    missing = checklists.unmet_blocking(checklists.checks_of(consultation, at=at))
    if missing:
        raise ActionRefused(" ".join([_("This cannot be published yet."), *(check.sentence for check in missing)]))


def _check_short_window(consultation: Consultation, *, by: Actor) -> None:
    if is_short(consultation.opens_at, consultation.closes_at) and not (by.is_system or Role.LEAD in by.roles):
        raise ActionRefused(_("It is open for fewer than 30 days. Ask a lead to publish it."))
