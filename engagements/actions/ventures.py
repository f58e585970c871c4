"""Ventures and contacts: found again or recorded, and filled in where something was missing.

Nobody proves who they are when they send a point. So what is known of a venture or a person is never overwritten by
a later submission under the same name and address; only what was empty is filled in.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import models

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import Contact, Venture
from engagements.rules.actors import Actor
from engagements.rules.identity import identity_key
from engagements.rules.points import Person, Profile


def record(profile: Profile, person: Person | None, *, is_example: bool, by: Actor, at: datetime) -> Venture:
    """Return the venture that this profile and address belong to, new or found again.

    Call it inside the transaction of the act it serves.
    """
    facts = asdict(profile)
    key = identity_key(profile.name, person.email if person else "")
    venture, is_new = Venture.objects.get_or_create(
        identity_key=key, defaults={**facts, "is_example": is_example, "recorded_at": at}
    )
    if is_new:
        audit.record(
            AuditedAct.VENTURE_RECORDED, venture, by=by, at=at, changes={"name": venture.name, "kind": venture.kind}
        )
    else:
        changes = _fill_in(venture, facts)
        if changes:
            audit.record(AuditedAct.VENTURE_CHANGED, venture, by=by, at=at, changes=changes)
    return venture


def opened(venture: Venture, *, by: Actor, at: datetime) -> None:
    """Record that an official read who speaks for a venture: reading personal data is an act."""
    audit.record(AuditedAct.VENTURE_READ, venture, by=by, at=at)


def record_contact(venture: Venture, person: Person, *, language: str, at: datetime) -> Contact:
    """Return the venture's contact with this address; `language` is that of the mails if the contact is new."""
    facts = {"name": person.name, "mobile": person.mobile, "job_title": person.job_title, "language": language}
    contact, is_new = Contact.objects.get_or_create(
        venture=venture, email=person.email.strip().lower(), defaults={**facts, "recorded_at": at}
    )
    if not is_new:
        _fill_in(contact, facts)
    return contact


def _fill_in(record: models.Model, facts: dict[str, Any]) -> dict[str, Any]:
    """Write the given facts into those fields of a record that are empty; return what changed."""
    empty = ("", None)
    changes = {name: value for name, value in facts.items() if value not in empty and getattr(record, name) in empty}
    for name, value in changes.items():
        setattr(record, name, value)
    if changes:
        record.save(update_fields=list(changes))
    return changes
