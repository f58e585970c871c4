"""Record and cancel the absences of officials."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused
from engagements.models import Absence, Official
from engagements.rules import absences
from engagements.rules.actors import Actor


def record_absence(
    official: Official, *, from_on: date, until_on: date, cover: Official, by: Actor, at: datetime
) -> Absence:
    """Record an official's absence and its cover; return the absence.

    `from_on` and `until_on` are inclusive. Raises ActionRefused if the actor may not record it for this official, the
    dates are in the wrong order, or the colleague cannot cover.
    """
    absences.check_may_record_for(by, official)
    absences.check_days(from_on, until_on, today=timezone.localdate(at))
    with transaction.atomic():
        # Lock in a fixed order, so that two officials who name each other as cover cannot both succeed.
        list(Official.objects.select_for_update(no_key=True).filter(pk__in=(official.pk, cover.pk)).order_by("pk"))
        absences.check_cover(official, cover, from_on=from_on, until_on=until_on)
        absence = Absence.objects.create(
            official=official, from_on=from_on, until_on=until_on, cover=cover, recorded_by=by.user, recorded_at=at
        )
        changes = {"official": official, "cover": cover, "from_on": from_on, "until_on": until_on}
        audit.record(AuditedAct.ABSENCE_RECORDED, absence, by=by, at=at, changes=changes)
    return absence


def take_back(absence: Absence, *, by: Actor, at: datetime) -> Absence:
    """End an absence now, whether begun or not. Raises ActionRefused if it has already been cancelled."""
    absences.check_may_record_for(by, absence.official)
    with transaction.atomic():
        current = Absence.objects.select_for_update(of=("self",), no_key=True).with_people().get(pk=absence.pk)
        if current.ended_at is not None:
            raise ActionRefused(_("This absence has already been cancelled."))
        current.ended_at = at
        current.save(update_fields=["ended_at"])
        audit.record(AuditedAct.ABSENCE_RECORDED, current, by=by, at=at, changes={"ended_at": at})
    return current
