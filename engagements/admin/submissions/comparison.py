"""Changes to a submission since an official opened it, field by field."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import Moderation, PublicationConsent, SubmissionStatus
from engagements.models import Official, Submission
from engagements.rules.parsers import parse_pk

# Field → key of its changes in audit events.
FIELDS = {
    "status": "status",
    "officer_in_charge": "officer_in_charge",
    "due_on": "status",
    "consent": "consent",
    "moderation": "moderation",
}
_JOINED_FIELDS = "|"


@dataclass(frozen=True)
class Difference:
    """One field that changed after the page was opened: old and new value, who changed it and when."""

    name: str
    before: str
    after: str
    who: str
    at: datetime | None


def shown_snapshot(submission: Submission) -> str:
    """Return the displayed values of the fields that others may change, as a hidden form value."""
    return _JOINED_FIELDS.join(_values_of(submission).values())


def differences(submission: Submission, *, seen: str, since: datetime | None) -> list[Difference]:
    """Return the fields that changed since a page was opened; empty if `seen`, its snapshot, is missing.

    `seen` is untrusted: it is only compared, and values that are invalid for their field are ignored.
    """
    parts = seen.split(_JOINED_FIELDS)
    if len(parts) != len(FIELDS) or since is None:
        return []
    before, now = dict(zip(FIELDS, parts, strict=True)), _values_of(submission)
    acts = list(audit.trail_of(submission).filter(at__gte=since))
    found = []
    for field, traced in FIELDS.items():
        was = _in_words(field, before[field])
        if before[field] != now[field] and was:
            act = next((act for act in reversed(acts) if traced in act.changes), None)
            who = str(act.official or _("The venture or the portal itself")) if act else ""
            found.append(Difference(_label(field), was, _in_words(field, now[field]), who, act.at if act else None))
    return found


def _values_of(submission: Submission) -> dict[str, str]:
    return {
        "status": str(submission.status),
        "officer_in_charge": str(submission.officer_in_charge_id or ""),
        "due_on": submission.due_on.isoformat(),
        "consent": str(submission.consent),
        "moderation": str(submission.moderation),
    }


def _label(field: str) -> str:
    return str(Submission._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _in_words(field: str, value: str) -> str:
    """Return a value in words; "" if it is invalid for the field."""
    if field == "officer_in_charge":
        return _official(value)
    if field == "due_on":
        return _day(value)
    choices = {"status": SubmissionStatus, "consent": PublicationConsent, "moderation": Moderation}[field]
    return str(choices(value).label) if value in choices.values else ""


def _official(value: str) -> str:
    if not value:
        return _("no one")
    found = Official.objects.filter(pk=parse_pk(value)).first()
    return str(found or "")


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except ValueError:
        return ""
