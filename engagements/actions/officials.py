"""Open and change the accounts of officials."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import powers
from engagements.choices import POWERFUL_ROLES, AuditedAct, PowerAct, PowerOutcome, Role
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Official, PowerRequest
from engagements.rules.actors import Actor
from engagements.rules.permissions import check_may_edit


def open_account(
    email: str,
    *,
    full_name: str,
    designation: str,
    roles: Iterable[Role],
    by: Actor,
    at: datetime,
    password: str | None = None,
) -> Official:
    """Create an account with its roles and return it; without a password no one can sign in to it yet.

    Powerful roles wait for a second administrator, unless the portal itself creates the account. Raises ActionRefused
    if an account with this email exists.
    """
    check_may_edit(by, "official")
    with audit.one_transaction():
        if Official.objects.filter(email=email.strip().lower()).exists():
            raise ActionRefused(_("An account with this email address already exists."), field="email")
        official = Official.objects.create_user(email, password, full_name=full_name, designation=designation)
        wanted = frozenset(roles)
        at_once = wanted if by.is_system else wanted - POWERFUL_ROLES
        powers.give_roles(official, at_once)
        audit.record(AuditedAct.OFFICIAL_RECORDED, official, by=by, at=at, changes={"roles": sorted(at_once)})
        powers.ask_for_roles(official, wanted - at_once, by=by, at=at)
    return official


def record_first(official: Official, *, at: datetime) -> None:
    """Record that a server command created an administrator, and email the others."""
    by, roles = Actor.system("createsuperuser"), [Role.ADMINISTRATOR]
    with audit.one_transaction():
        done = {"outcome": PowerOutcome.ALONE, "asked_at": at, "decided_at": at}
        request = PowerRequest.objects.create(official=official, act=PowerAct.ROLES, roles=roles, **done)
        audit.record(AuditedAct.OFFICIAL_RECORDED, official, by=by, at=at, changes={"roles": roles, "alone": True})
        powers.tell_officials(official, messages.PowerNews.ALONE, request, by=by, at=at)


def activate_official(official: Official, *, password: str, by: Actor, at: datetime) -> None:
    """Activate an account and set its password; do nothing if both are already so."""
    if official.is_active and official.check_password(password):
        return
    with audit.one_transaction():
        official.is_active = True
        official.set_password(password)
        official.save(update_fields=["is_active", "password"])
        changes = {"is_active": True, "password": "new"}
        audit.record(AuditedAct.OFFICIAL_CHANGED, official, by=by, at=at, changes=changes)


def change_account(
    official: Official,
    *,
    full_name: str,
    designation: str,
    is_active: bool,
    roles: Iterable[Role],
    by: Actor,
    at: datetime,
) -> Official:
    """Update an account and return it; if it is closed, its sessions end at their next request.

    Powerful roles that are new, or that an account has when it is reopened, wait for a second administrator. Raises
    ActionRefused if administrators would change their own roles or lock themselves out.
    """
    check_may_edit(by, "official")
    facts = {"full_name": full_name, "designation": designation, "is_active": is_active}
    with audit.one_transaction():
        current = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
        was, wanted = current.roles, frozenset(roles)
        _check_own(current, is_active=is_active, roles=wanted, by=by)
        was_active = current.is_active
        new = frozenset() if by.is_system else _powers_gained(current, wanted, is_active=is_active)
        changes = _set_facts(current, facts)
        if is_active and current.left_at is not None:
            current.left_at = changes["left_at"] = None  # the official has returned
        current.save(update_fields=list(changes))
        if (held := wanted - new) != was:
            current.grants.exclude(role__in=held).delete()
            powers.give_roles(current, held)
            changes["roles"] = sorted(held)
        if changes:
            audit.record(AuditedAct.OFFICIAL_CHANGED, current, by=by, at=at, changes=changes)
        if was_active:
            powers.tell_taken(current, was - held if is_active else was, by=by, at=at)
        if is_active:
            powers.ask_for_roles(current, new, by=by, at=at)
        else:
            powers.drop_waiting(current, by=by, at=at)
    return Official.objects.get(pk=official.pk)


def _powers_gained(official: Official, wanted: frozenset[Role], *, is_active: bool) -> frozenset[Role]:
    """Return the powerful roles that an account gains; all of them if it is reopened."""
    is_back = is_active and not official.is_active
    return POWERFUL_ROLES & (wanted if is_back else wanted - official.roles)


def _set_facts(official: Official, facts: dict[str, Any]) -> dict[str, Any]:
    """Set the fields that differ, and return them."""
    changes = {name: value for name, value in facts.items() if getattr(official, name) != value}
    for name, value in changes.items():
        setattr(official, name, value)
    return changes


def _check_own(official: Official, *, is_active: bool, roles: frozenset[Role], by: Actor) -> None:
    is_own = by.official_id == official.pk
    if is_own and not is_active:
        raise ActionRefused(_("You cannot remove your own access. Ask another administrator."))
    if is_own and roles != official.roles:
        raise ActionRefused(_("No one changes their own roles. Ask another administrator to do it."), field="roles")
