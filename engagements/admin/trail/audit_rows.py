"""Audit events as rows: actor, record with its link, and changes in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from engagements.admin.trail.audit_texts import (
    APP,
    ChangedValue,
    actor_in_words,
    changes_in_words,
    model_of,
    officials_in,
)
from engagements.models import AuditEvent, Submission
from engagements.rules.actors import Actor

SUBMISSION = "submission"


@dataclass(frozen=True)
class TrailRow:
    """One audit event: actor, record, its URL if the user may open it, and changes."""

    event: AuditEvent
    who: str
    record: str
    url: str
    changes: list[ChangedValue]

    @property
    def process(self) -> str:
        """The name of the process, if the actor was the portal itself."""
        return self.event.actor.partition(":")[2]


def describe_events(events: Iterable[AuditEvent], *, to: Actor) -> list[TrailRow]:
    """Return events as rows; two queries. References are shown only to those who may see the submission."""
    listed = list(events)
    wanted = [int(event.target_id) for event in listed if _is_submission(event)]
    visible = Submission.objects.visible_to(to).in_bulk(wanted)
    officials = officials_in(listed)
    rows = []
    for event in listed:
        record, url = _record_of(event, visible, to)
        rows.append(TrailRow(event, actor_in_words(event), record, url, changes_in_words(event, officials)))
    return rows


def _record_of(event: AuditEvent, visible: dict[int, Submission], to: Actor) -> tuple[str, str]:
    """Return the name and URL of a record; the URL is "" if the user may not open it."""
    if _is_submission(event):
        known = visible.get(int(event.target_id))
        return (known.reference, _page(event)) if known else (_words(event), "")
    may_view = to.user is not None and to.user.has_perm(f"{APP}.view_{event.target_type}")
    return _words(event), _page(event) if may_view else ""


def _is_submission(event: AuditEvent) -> bool:
    return event.target_type == SUBMISSION and event.target_id.isdecimal()


def _words(event: AuditEvent) -> str:
    model = model_of(event)
    # Removed models keep the name under which the event was recorded.
    noun = str(model._meta.verbose_name) if model else event.target_type
    return f"{capfirst(noun)} {event.target_id}"


def _page(event: AuditEvent) -> str:
    try:
        return reverse(f"admin:{APP}_{event.target_type}_change", args=[event.target_id])
    except NoReverseMatch:
        return ""
