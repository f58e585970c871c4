"""Attendance figures of consultation sessions: ventures invited, present, and with a submission."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from engagements.models import Attendance, Session, Submission
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class SessionFigures:
    """Figures of one session; `submitted` counts the ventures on its attendance list that have a submission from it."""

    session: Session
    invited: int
    present: int
    submissions: int
    submitted: int


def figures_of(sessions: Iterable[Session], *, seen_by: Actor) -> list[SessionFigures]:
    """Return the figures of sessions in the given order, limited to what the actor may see; 3 queries."""
    listed = list(sessions)
    numbers = [session.pk for session in listed]
    seats = _by_session(
        Attendance.objects.visible_to(seen_by).filter(session__in=numbers).order_by(),
        invited=Count("pk", filter=Q(is_invited=True)),
        present=Count("pk", filter=Q(is_present=True)),
    )
    points = Submission.objects.visible_to(seen_by).counted().filter(session__in=numbers).order_by()
    said = _by_session(points, submissions=Count("pk"))
    on_list = points.filter(
        venture__name_key__in=Attendance.objects.filter(session__in=numbers).values("venture__name_key")
    )
    recorded = _by_session(on_list, submitted=Count("venture__name_key", distinct=True))
    return [
        SessionFigures(
            session=session,
            invited=seats.get(session.pk, {}).get("invited", 0),
            present=seats.get(session.pk, {}).get("present", 0),
            submissions=said.get(session.pk, {}).get("submissions", 0),
            submitted=recorded.get(session.pk, {}).get("submitted", 0),
        )
        for session in listed
    ]


def _by_session(rows: object, **counts: Count) -> dict[int, dict[str, int]]:
    found = rows.values("session").annotate(**counts)  # type: ignore[attr-defined]
    return {row["session"]: row for row in found}
