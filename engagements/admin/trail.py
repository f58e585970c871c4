"""Rows of the audit trail as officials read them: what an act was about, in words and with the way there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from engagements.models import AuditEvent, Submission
from engagements.rules.actors import Actor

APP = "engagements"
SUBMISSION = "submission"


@dataclass(frozen=True)
class TrailRow:
    """One act: the event, the record it was about, and the record's page where the reader may open it."""

    event: AuditEvent
    record: str
    url: str


def described(events: Iterable[AuditEvent], *, to: Actor) -> list[TrailRow]:
    """Return acts with their records; a submission is named by its reference to those who may see it, in one query."""
    listed = list(events)
    wanted = [int(event.target_id) for event in listed if _is_submission(event)]
    visible = Submission.objects.visible_to(to).in_bulk(wanted)
    return [_row(event, visible, to) for event in listed]


def _row(event: AuditEvent, visible: dict[int, Submission], to: Actor) -> TrailRow:
    if _is_submission(event):
        known = visible.get(int(event.target_id))
        return TrailRow(event, known.reference, _page(event)) if known else TrailRow(event, _words(event), "")
    may_view = to.user is not None and to.user.has_perm(f"{APP}.view_{event.target_type}")
    return TrailRow(event, _words(event), _page(event) if may_view else "")


def _is_submission(event: AuditEvent) -> bool:
    return event.target_type == SUBMISSION and event.target_id.isdecimal()


def _words(event: AuditEvent) -> str:
    try:
        noun = str(apps.get_model(APP, event.target_type)._meta.verbose_name)
    except LookupError:
        # A kind of record that no longer exists keeps the name under which the act was written down.
        noun = event.target_type
    return f"{capfirst(noun)} {event.target_id}"


def _page(event: AuditEvent) -> str:
    try:
        return reverse(f"admin:{APP}_{event.target_type}_change", args=[event.target_id])
    except NoReverseMatch:
        return ""
