"""Record who was invited to a session and who attended, by hand or from a spreadsheet."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import ventures
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused
from engagements.models import Attendance, Session
from engagements.models.venture import Venture
from engagements.rules.actors import Actor
from engagements.rules.attendance_parser import AttendanceEntry
from engagements.rules.permissions import Act, check_may
from engagements.rules.submission_data import ContactData


def record_attendance(session: Session, seat: AttendanceEntry, *, by: Actor, at: datetime) -> Attendance:
    """Record that a venture was invited or present; only add to what is already recorded.

    So a list of invitees and a list of participants can be imported one after the other.
    """
    check_may(by, Act.RECORD)
    if by.user is None:
        raise ActionRefused(_("Only an official can write this."))
    with audit.one_transaction():
        # The email only distinguishes ventures of the same name and is not stored: no email is sent.
        contact = ContactData(name="", email=seat.email) if seat.email else None
        venture = ventures.record_by_name(seat.venture, contact, is_example=False, by=by, at=at)
        flags = {"is_invited": seat.is_invited, "is_present": seat.is_present}
        written, is_new = Attendance.objects.select_for_update(no_key=True).get_or_create(
            session=session, venture=venture, defaults={**flags, "recorded_by": by.user, "recorded_at": at}
        )
        added = {name: True for name, value in flags.items() if value and (is_new or not getattr(written, name))}
        if added and not is_new:
            _save(written, added, by=by, at=at)
        if added:
            _trail(session, {"venture": venture, **added}, by=by, at=at)
    return written


def tick(session: Session, ticked: Mapping[int, tuple[bool, bool]], *, by: Actor, at: datetime) -> int:
    """Set who was invited and present, keyed by venture id; return how many rows changed.

    Rows that are neither are deleted. Ids that are not on the session's list are ignored.
    """
    check_may(by, Act.RECORD)
    with audit.one_transaction():
        rows = Attendance.objects.select_for_update(of=("self",), no_key=True).filter(
            session=session, venture__in=ticked
        )
        changed = [row for row in rows if ticked[row.venture_id] != (row.is_invited, row.is_present)]
        for row in changed:
            is_invited, is_present = ticked[row.venture_id]
            flags = {"is_invited": is_invited, "is_present": is_present}
            if is_invited or is_present:
                _save(row, flags, by=by, at=at)
            else:
                row.delete()
            _trail(session, {"venture": Venture(pk=row.venture_id), **flags}, by=by, at=at)
    return len(changed)


def _save(row: Attendance, flags: Mapping[str, bool], *, by: Actor, at: datetime) -> None:
    for name, value in flags.items():
        setattr(row, name, value)
    if by.user is not None:
        row.recorded_by, row.recorded_at = by.user, at
    row.save(update_fields=[*flags, "recorded_by", "recorded_at"])


def _trail(session: Session, changes: dict[str, object], *, by: Actor, at: datetime) -> None:
    audit.record(AuditedAct.ATTENDANCE_RECORDED, session, by=by, at=at, changes=changes)
