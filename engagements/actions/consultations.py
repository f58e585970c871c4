"""Consultations: recorded with what they ask, published once all is in place, changed in the open afterwards."""

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
    """Add a consultation on some focus areas.

    Raises ValidationError where a field does not hold what it promises, or the address is taken.
    """
    consultation.full_clean()
    with transaction.atomic():
        consultation.save(force_insert=True)
        consultation.focus_areas.set(focus_areas)
        audit.record(
            AuditedAct.CONSULTATION_RECORDED, consultation, by=by, at=at, changes=audit.field_values(consultation)
        )


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
        audit.record(AuditedAct.REFERENCE_DATA_CHANGED, holder, by=by, at=at, changes=audit.field_values(holder))


def publish_consultation(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """Show a draft to everybody from now on, and return it as it stands.

    Raises ActionRefused with what is missing on its check-list, and for a window of less than 30 days where no lead
    does it.
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
    """Say that the ministry has answered a published consultation: it takes no more submissions."""
    return _toggle_status(consultation, ConsultationStatus.PUBLISHED, ConsultationStatus.ANSWERED, by=by, at=at)


def unmark_answered(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """Take back that a consultation is answered."""
    return _toggle_status(consultation, ConsultationStatus.ANSWERED, ConsultationStatus.PUBLISHED, by=by, at=at)


def record_change(
    consultation: Consultation, note: str, *, note_hi: str = "", values: dict[str, Any], by: Actor, at: datetime
) -> ConsultationChange:
    """Keep what a change of a published consultation put in the place of what, with the note that the public reads.

    Call it inside the transaction of the change. `values` maps each field to what stood there and what does now.
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
