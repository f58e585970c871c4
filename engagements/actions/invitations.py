"""Invite officials: create the account, email a single-use link, and let the official set a password."""

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
    """Create an account without a password, email its official a link to set one, and return the account.

    Raises ActionRefused if an account with this email exists.
    """
    with transaction.atomic():
        official = officials.open_account(
            email, full_name=full_name, designation=designation, roles=roles, by=by, at=at
        )
        _mail_link(official, by=by, at=at)
    return official


def send_again(official: Official, *, by: Actor, at: datetime) -> None:
    """Email a new link; earlier links stop working.

    Raises ActionRefused if the invitation was already accepted or the account is closed.
    """
    check_may_edit(by, "official")
    with transaction.atomic():
        current = _waiting(official)
        _links_of(current).delete()
        _mail_link(current, by=by, at=at)


def revoke_invitation(official: Official, *, by: Actor, at: datetime) -> None:
    """Close an account whose invitation was not accepted, and delete its links."""
    check_may_edit(by, "official")
    with transaction.atomic():
        current = _waiting(official)
        _links_of(current).delete()
        current.is_active = False
        current.save(update_fields=["is_active"])
        changes = {"is_active": False, "invitation": "taken back"}
        audit.record(AuditedAct.OFFICIAL_CHANGED, current, by=by, at=at, changes=changes)


def invitation_expires_at(official: Official, *, at: datetime) -> datetime | None:
    """Return when an official's usable link expires, or None without one."""
    newest = _links_of(official).usable(at=at).order_by("-expires_at").first()
    return newest.expires_at if newest else None


def official_from_token(token: str, *, at: datetime) -> Official | None:
    """Return the official whom a usable token invites, or None."""
    link = links.usable(token, LinkPurpose.INVITATION, at=at)
    return _invited(link) if link else None


def accept_invitation(token: str, password: str, *, at: datetime) -> Official:
    """Set the password chosen by the invited official, consume the link, and return the account.

    Raises ActionRefused if the link no longer works. The caller validates the password.
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
    """Return the locked account, if its official has still to set a password; raise ActionRefused otherwise."""
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
