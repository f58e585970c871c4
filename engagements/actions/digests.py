"""Daily digests: one email a day to each official with submissions due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.actions.failures import FailureLog
from engagements.choices import CASE_ROLES, MessageKind
from engagements.mail import messages
from engagements.models import Absence, Official, OutgoingMessage, Submission
from engagements.models.submission import WAITING
from engagements.rules.absences import assigned_or_covered_by
from engagements.rules.actors import Actor
from engagements.rules.case_actions import ASSIGN
from engagements.rules.dates import midnight
from engagements.rules.desks import case_officials
from engagements.rules.permissions import may

# Days before the due date at which a submission is first listed.
DAYS_BEFORE = 3
# How long a submission may be unassigned before officials who assign are told.
UNASSIGNED_FOR = timedelta(days=2)


@dataclass(frozen=True)
class DailyDigest:
    """What one official is told on a day, or why they get no email.

    `overdue`, `today` and `soon` are assigned to them or to an official they cover for; `unassigned` has been
    unassigned for two days, or is assigned to an official who can no longer work on it. `is_broken` means that planning
    failed.
    """

    official: Official
    on: date
    overdue: tuple[Submission, ...] = ()
    today: tuple[Submission, ...] = ()
    soon: tuple[Submission, ...] = ()
    unassigned: tuple[Submission, ...] = ()
    why_not: str = ""
    is_broken: bool = False

    @property
    def listed(self) -> dict[str, tuple[Submission, ...]]:
        """The submissions to list, by section."""
        return {"overdue": self.overdue, "today": self.today, "soon": self.soon, "unassigned": self.unassigned}

    @property
    def counts(self) -> str:
        """The number of submissions per section, for the output of the command."""
        return " ".join(f"{part}={len(held)}" for part, held in self.listed.items())


def plan_digests(*, at: datetime) -> list[DailyDigest]:
    """Return the digest of each official concerned, or why they get none.

    Includes officials with waiting submissions who can no longer work on them.
    """
    failures = FailureLog("seeing what is due for an official")
    return [_digest_if_possible(official, failures, at=at) for official in _concerned()]


def queue_digests(planned: list[DailyDigest], *, at: datetime) -> tuple[int, int]:
    """Queue the planned emails; return how many were queued and how many failed to be planned or queued.

    Officials reminded in the meantime get no second email.
    """
    failures, mailed = FailureLog("reminding an official"), 0
    for digest in planned:
        if not digest.why_not:
            with failures.noted(digest.official):
                mailed += _remind(digest.official, at=at)
    return mailed, failures.count + sum(digest.is_broken for digest in planned)


def _concerned() -> list[Official]:
    waiting = Submission.objects.filter(officer_in_charge=OuterRef("pk"), status__in=WAITING)
    found = Official.objects.filter(Q(pk__in=case_officials().values("pk")) | Exists(waiting))
    return list(found.prefetch_related("grants").order_by("pk"))


def _digest_if_possible(official: Official, failures: FailureLog, *, at: datetime) -> DailyDigest:
    with failures.noted(official), transaction.atomic():
        return _digest(official, at=at)
    return DailyDigest(
        official, timezone.localdate(at), why_not=_("what is due could not be found out"), is_broken=True
    )


def _digest(official: Official, *, at: datetime) -> DailyDigest:
    on = timezone.localdate(at)
    why_not = _unreachable(official, on=on)
    if why_not:
        return DailyDigest(official, on, why_not=why_not)
    found = _found(official, on=on, at=at)
    if not any(found.listed.values()):
        return DailyDigest(official, on, why_not=_("nothing is due"))
    return found


def _unreachable(official: Official, *, on: date) -> str:
    """Return why an official gets no email today whatever is due, or an empty string."""
    if not official.is_active:
        return _("the account is closed")
    if not official.roles & CASE_ROLES:
        return _("no role that works on submissions")
    away = Absence.objects.on(on).filter(official=official).first()
    if away is not None:
        return _("away and covered by official %(number)d") % {"number": away.cover_id}
    if _was_reminded(official, on=on):
        return _("reminded today already")
    return ""


def _was_reminded(official: Official, *, on: date) -> bool:
    sent = OutgoingMessage.objects.filter(kind=MessageKind.DIGEST, recipient=official.email)
    return sent.filter(queued_at__gte=midnight(on), queued_at__lt=midnight(on + timedelta(days=1))).exists()


def _found(official: Official, *, on: date, at: datetime) -> DailyDigest:
    by = Actor.official(official)
    waiting = Submission.objects.visible_to(by).filter(status__in=WAITING).with_facts().in_queue_order()
    mine = list(waiting.filter(assigned_or_covered_by(official, on=on), due_on__lte=on + timedelta(days=DAYS_BEFORE)))
    return DailyDigest(
        official,
        on,
        overdue=tuple(one for one in mine if one.due_on < on),
        today=tuple(one for one in mine if one.due_on == on),
        soon=tuple(one for one in mine if one.due_on > on),
        unassigned=tuple(waiting.filter(_belongs_to_nobody(at))) if may(by, ASSIGN) else (),
    )


def _belongs_to_nobody(at: datetime) -> Q:
    nobody = Q(officer_in_charge__isnull=True, received_at__lte=at - UNASSIGNED_FOR)
    return nobody | (Q(officer_in_charge__isnull=False) & ~Q(officer_in_charge__in=case_officials().values("pk")))


def _remind(official: Official, *, at: datetime) -> bool:
    with transaction.atomic():
        # Locked until the email is in the outbox, so that concurrent runs send only one.
        current = Official.objects.select_for_update(no_key=True).prefetch_related("grants").get(pk=official.pk)
        digest = _digest(current, at=at)
        if digest.why_not:
            return False
        messages.queue_digest(current, digest.listed, on=digest.on, at=at)
    return True
