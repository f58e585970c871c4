"""Rows of the audit trail as officials read them: what an act was about, in words and with the way there."""

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
    """One act: who did what, the record it was about with its page where the reader may open it, what it changed."""

    event: AuditEvent
    who: str
    record: str
    url: str
    changes: list[ChangedValue]

    @property
    def process(self) -> str:
        """The name of the process, where the portal itself acted."""
        return self.event.actor.partition(":")[2]


def describe_events(events: Iterable[AuditEvent], *, to: Actor) -> list[TrailRow]:
    """Return acts with their records, in two queries; those who may see a submission read its reference."""
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
    """Return what a record is called, and where its page is; nothing for the page where this reader may not open it."""
    if _is_submission(event):
        known = visible.get(int(event.target_id))
        return (known.reference, _page(event)) if known else (_words(event), "")
    may_view = to.user is not None and to.user.has_perm(f"{APP}.view_{event.target_type}")
    return _words(event), _page(event) if may_view else ""


def _is_submission(event: AuditEvent) -> bool:
    return event.target_type == SUBMISSION and event.target_id.isdecimal()


def _words(event: AuditEvent) -> str:
    model = model_of(event)
    # A kind of record that no longer exists keeps the name under which the act was written down.
    noun = str(model._meta.verbose_name) if model else event.target_type
    return f"{capfirst(noun)} {event.target_id}"


def _page(event: AuditEvent) -> str:
    try:
        return reverse(f"admin:{APP}_{event.target_type}_change", args=[event.target_id])
    except NoReverseMatch:
        return ""
