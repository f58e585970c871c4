"""Invitations of officials: an account, a mailed link that works once, and the password that its official chooses."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import links, officials
from engagements.choices import AuditedAct, LinkPurpose, Role
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import MailedLink, Official
from engagements.models.link import MailedLinkQuerySet
from engagements.rules import codes
from engagements.rules.actors import Actor
from engagements.rules.permissions import check_may_edit

LASTS = timedelta(hours=72)


def invite(email: str, *, full_name: str, designation: str, roles: Iterable[Role], by: Actor, at: datetime) -> Official:
    """Open an account without a password, mail its official a link to choose one, and return the account.

    Raises ActionRefused where the address has an account already.
    """
    with transaction.atomic():
        official = officials.open_account(
            email, full_name=full_name, designation=designation, roles=roles, by=by, at=at
        )
        _mail_link(official, by=by, at=at)
    return official


def send_again(official: Official, *, by: Actor, at: datetime) -> None:
    """Mail another link; the earlier ones open nothing any more.

    Raises ActionRefused where a password was chosen already, or the account is closed.
    """
    check_may_edit(by, "official")
    with transaction.atomic():
        current = _waiting(official)
        _links_of(current).delete()
        _mail_link(current, by=by, at=at)


def revoke_invitation(official: Official, *, by: Actor, at: datetime) -> None:
    """Close an account that was not taken up, and let its links open nothing any more."""
    check_may_edit(by, "official")
    with transaction.atomic():
        current = _waiting(official)
        _links_of(current).delete()
        current.is_active = False
        current.save(update_fields=["is_active"])
        changes = {"is_active": False, "invitation": "taken back"}
        audit.record(AuditedAct.OFFICIAL_CHANGED, current, by=by, at=at, changes=changes)


def invitation_expires_at(official: Official, *, at: datetime) -> datetime | None:
    """Return until when an official's link works, or None where there is none that does."""
    newest = _links_of(official).usable(at=at).order_by("-expires_at").first()
    return newest.expires_at if newest else None


def official_from_token(token: str, *, at: datetime) -> Official | None:
    """Return the official whom a mailed token invites, while it works."""
    link = links.usable(token, LinkPurpose.INVITATION, at=at)
    return _invited(link) if link else None


def accept_invitation(token: str, password: str, *, at: datetime) -> Official:
    """Give the invited official the password they chose, use the link up, and return the account.

    Raises ActionRefused where the link works no more. The password is held against its rules by whoever asks for it.
    """
    with transaction.atomic():
        link = links.usable(token, LinkPurpose.INVITATION, at=at)
        official = _invited(link) if link else None
        if link is None or official is None or not links.consume_link(link, at=at):
            raise ActionRefused(_("This link no longer works. Ask the administrator who invited you for a new one."))
        official.set_password(password)
        official.save(update_fields=["password"])
        changes = {"password": "new", "invitation": "accepted"}
        audit.record(AuditedAct.OFFICIAL_CHANGED, official, by=Actor.official(official), at=at, changes=changes)
    return official


def _mail_link(official: Official, *, by: Actor, at: datetime) -> None:
    token = codes.new_token()
    MailedLink.objects.create(
        token_hash=codes.code_digest(token),
        purpose=LinkPurpose.INVITATION,
        email=official.email,
        made_at=at,
        expires_at=at + LASTS,
    )
    messages.queue_invitation(official, token, at=at)
    audit.record(AuditedAct.OFFICIAL_INVITED, official, by=by, at=at, changes={"until": at + LASTS})


def _waiting(official: Official) -> Official:
    """Return the locked account, which waits for its official to choose a password."""
    current = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
    if current.has_usable_password():
        raise ActionRefused(
            _("The invitation has already been accepted. A forgotten password can be reset on the sign-in page.")
        )
    if not current.is_active:
        raise ActionRefused(_("This account is closed. Allow the official to sign in first, then send the invitation."))
    return current


def _links_of(official: Official) -> MailedLinkQuerySet:
    return MailedLink.objects.filter(purpose=LinkPurpose.INVITATION, email=official.email, used_at__isnull=True)


def _invited(link: MailedLink) -> Official | None:
    invited = Official.objects.filter(email=link.email, is_active=True).first()
    return invited if invited and not invited.has_usable_password() else None
