"""Absences of officials: who may record them, validity of days and cover, notes beside names."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from engagements.choices import CASE_ROLES
from engagements.errors import ActionRefused
from engagements.models import Absence, Official
from engagements.rules.actors import Actor
from engagements.rules.dates import day_text
from engagements.rules.permissions import EDITORS, check_may_edit

# Longer absences are taken to be a wrong year.
LONGEST_DAYS = 366


def may_record_for(actor: Actor, official: Official) -> bool:
    """Return whether an actor may record this official's absence: editors anyone's, case officials their own."""
    is_own = actor.user is not None and actor.user.pk == official.pk
    return actor.is_system or bool(actor.roles & EDITORS) or (is_own and bool(actor.roles & CASE_ROLES))


def check_may_record_for(actor: Actor, official: Official) -> None:
    """Raise ActionRefused unless the actor may record this official's absence."""
    check_may_edit(actor, "absence")
    if not may_record_for(actor, official):
        raise ActionRefused(_("You can record your own absence. For a colleague, ask the lead."), field="official")


def check_days(from_on: date, until_on: date, *, today: date) -> None:
    """Raise ActionRefused unless the days are in order, not past, and within a year."""
    if until_on < from_on:
        raise ActionRefused(_("The last day is before the first day. Change one of them."), field="until_on")
    if until_on < today:
        raise ActionRefused(
            _("These days are in the past. Record an absence that lasts until today or later."), field="until_on"
        )
    if (until_on - from_on).days > LONGEST_DAYS:
        raise ActionRefused(_("This is longer than a year. Check the year of both days."), field="until_on")


def check_cover(official: Official, cover: Official, *, from_on: date, until_on: date) -> None:
    """Raise ActionRefused unless the colleague can cover: another official who handles submissions and is present."""
    if cover.pk == official.pk:
        raise ActionRefused(_("You cannot cover for yourself. Choose a colleague."), field="cover")
    if not (cover.is_active and cover.roles & CASE_ROLES):
        raise ActionRefused(_("Choose a colleague who works on submissions."), field="cover")
    same_days = Absence.objects.in_days(from_on, until_on)
    away = same_days.filter(official=cover).first()
    if away is not None:
        raise ActionRefused(
            _("%(name)s is away until %(day)s. Choose another colleague.")
            % {"name": cover, "day": day_text(away.until_on)},
            field="cover",
        )
    if same_days.filter(official=official).exists():
        raise ActionRefused(
            _("An absence has already been recorded for these days. Cancel it first, then record the new one."),
            field="from_on",
        )
    covered = same_days.filter(cover=official).select_related("official").first()
    if covered is not None:
        raise ActionRefused(
            _("On these days %(cover)s is covering for %(name)s. Arrange another cover first.")
            % {"cover": official, "name": covered.official},
            field="from_on",
        )


def absence_note(absence: Absence) -> str:
    """Return the note beside the name of an absent official; needs `cover` fetched."""
    return _("away until %(day)s, covered by %(cover)s") % {"day": day_text(absence.until_on), "cover": absence.cover}


def notes_on(day: date) -> dict[int, str]:
    """Return the notes beside the names of all who are absent on a day, by official id; one query."""
    return {absence.official_id: absence_note(absence) for absence in Absence.objects.on(day).with_people()}


def assigned_or_covered_by(official: Official | None, *, on: date) -> Q:
    """Return the filter for submissions assigned to an official, or to someone they cover for on that day."""
    covered = Absence.objects.on(on).filter(cover=official).values("official")
    return Q(officer_in_charge=official) | Q(officer_in_charge__in=covered)
