"""The audit trail as a table: headings and rows."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.models import AuditEvent, Submission
from engagements.reports.exports import CHUNK, Row
from engagements.rules.actors import Actor


def heading() -> list[str]:
    """Return the column headings."""
    return [
        _("At"),
        _("Action"),
        _("Kind of actor"),
        _("Official"),
        _("Record type"),
        _("Record"),
        _("Reference number"),
        _("Changes"),
        _("Position"),
        _("Hash"),
    ]


def rows(events: QuerySet[AuditEvent], *, by: Actor) -> Iterator[Row]:
    """Yield audit events as rows, in their order, with one chunk in memory at a time.

    References are shown only for submissions that the actor may open. Changes hold no personal data, like the trail
    itself.
    """
    found = events.select_related("official").iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        references = _references(chunk, by=by)
        yield from (_row(event, references) for event in chunk)


def _references(events: list[AuditEvent], *, by: Actor) -> dict[str, str]:
    named = {
        int(event.target_id) for event in events if event.target_type == "submission" and event.target_id.isdecimal()
    }
    visible = Submission.objects.visible_to(by).filter(pk__in=named).values_list("pk", "reference")
    return {str(pk): reference for pk, reference in visible}


def _row(event: AuditEvent, references: dict[str, str]) -> Row:
    return [
        timezone.localtime(event.at).isoformat(timespec="microseconds"),
        str(event.act),
        event.actor,
        str(event.official or ""),
        event.target_type,
        event.target_id,
        references.get(event.target_id, "") if event.target_type == "submission" else "",
        "; ".join(f"{name}: {value}" for name, value in event.changes.items()),
        event.position,
        event.hash,
    ]
