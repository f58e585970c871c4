"""Ventures and contacts: found again or recorded, and filled in where something was missing.

Nobody proves who they are when they send a point. So what is known of a venture or a person is never overwritten by
a later submission under the same name and address; only what was empty is filled in.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct
from engagements.errors import Refused
from engagements.models import Contact, Venture
from engagements.rules import interests
from engagements.rules.actors import Actor
from engagements.rules.identity import identity_key, kept_name_key
from engagements.rules.points import Person, Profile


def record(profile: Profile, person: Person | None, *, is_example: bool, by: Actor, at: datetime) -> Venture:
    """Return the venture that this profile and address belong to, new or found again.

    Call it inside the transaction of the act it serves.
    """
    facts = asdict(profile)
    key = identity_key(profile.name, person.email if person else "")
    venture, is_new = Venture.objects.get_or_create(
        identity_key=key,
        defaults={
            **facts,
            "name_key": kept_name_key(profile.name),
            "is_example": is_example,
            "recorded_at": at,
        },
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


def record_by_name(profile: Profile, person: Person | None, *, is_example: bool, by: Actor, at: datetime) -> Venture:
    """Return the one venture of this name, or record it: an official says which one it is, so the name is enough.

    Where several have the name, the address decides as it does for what ventures send themselves. Raises Refused where
    the official declared a conflict of interest with it. Call it inside the transaction of the act it serves.
    """
    named = list(Venture.objects.filter(name_key=kept_name_key(profile.name)).order_by("pk")[:2])
    venture = named[0] if len(named) == 1 else record(profile, person, is_example=is_example, by=by, at=at)
    if by.user is not None and interests.is_closed_to(by.user, venture):
        raise Refused(_("You declared a conflict of interest with this venture. Ask a colleague to write it down."))
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
