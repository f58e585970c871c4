"""Find or create ventures and contacts; later submissions change neither.

Senders are not verified, so what a submission states about its venture is stored as a claim (`actions.claims`).
"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused
from engagements.models import Contact, IdentityKey, Venture
from engagements.rules import conflicts_of_interest
from engagements.rules.actors import Actor
from engagements.rules.identity import address_digest, identity_key, name_digest, name_fingerprint
from engagements.rules.submission_data import ContactData, VentureData


def record_venture(
    venture_data: VentureData, contact_data: ContactData | None, *, is_example: bool, by: Actor, at: datetime
) -> Venture:
    """Return the venture with this name and email address, creating it if there is none.

    Call it inside the transaction of the calling action.
    """
    email = contact_data.email if contact_data else ""
    venture, is_new = Venture.objects.get_or_create(
        identity_key=identity_key(venture_data.name, email),
        defaults={
            **asdict(venture_data),
            "name_key": name_fingerprint(venture_data.name),
            "is_example": is_example,
            "recorded_at": at,
        },
    )
    if is_new:
        digests = {name_digest(venture_data.name), *([address_digest(email)] if email else [])}
        venture.keys.set(keys_for(digests), clear=True)
        audit.record(
            AuditedAct.VENTURE_RECORDED, venture, by=by, at=at, changes={"name": venture.name, "kind": venture.kind}
        )
    return venture


def record_by_name(
    venture_data: VentureData, contact_data: ContactData | None, *, is_example: bool, by: Actor, at: datetime
) -> Venture:
    """Return the only venture of this name, or create it; for officials, who vouch for the name.

    If several ventures have the name, the email decides as in `record_venture`. Raises ActionRefused if the official
    declared a conflict of interest with it. Call it inside the transaction of the calling action.
    """
    named = list(Venture.objects.filter(name_key=name_fingerprint(venture_data.name)).order_by("pk")[:2])
    venture = (
        named[0] if len(named) == 1 else record_venture(venture_data, contact_data, is_example=is_example, by=by, at=at)
    )
    if by.user is not None and conflicts_of_interest.is_closed_to(by.user, venture):
        raise ActionRefused(_("You declared a conflict of interest with this venture. Ask a colleague to record it."))
    return venture


def log_venture_read(venture: Venture, *, by: Actor, at: datetime) -> None:
    """Record that an official read the contacts of a venture, since reading personal data is audited."""
    audit.record(AuditedAct.VENTURE_READ, venture, by=by, at=at)


def contacts_found(submissions: int, *, by: Actor, at: datetime) -> None:
    """Record that a search showed an official the contacts of so many submissions; the search words are not stored."""
    if by.user is not None:
        audit.record(AuditedAct.CONTACTS_FOUND, by.user, by=by, at=at, changes={"submissions": submissions})


def record_contact(venture: Venture, contact_data: ContactData, *, language: str, at: datetime) -> Contact:
    """Return the venture's contact with this email, creating it with `language` for our emails."""
    facts = asdict(contact_data) | {"language": language, "recorded_at": at}
    email = facts.pop("email").strip().lower()
    contact, _is_new = Contact.objects.get_or_create(venture=venture, email=email, defaults=facts)
    return contact


def keys_for(digests: Collection[str]) -> list[IdentityKey]:
    """Return the identity keys with these digests; new ones each get an organisation of their own.

    They are inserted in sorted order, so that concurrent submissions cannot deadlock.
    """
    IdentityKey.objects.bulk_create([IdentityKey(digest=one) for one in sorted(digests)], ignore_conflicts=True)
    return list(IdentityKey.objects.filter(digest__in=digests))
