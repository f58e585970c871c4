"""Officials' accounts: opened with their roles, and brought up to date."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct, Role
from engagements.errors import Refused
from engagements.models import Official
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
    """Open an account with its roles and return it; without a password nobody can log in to it yet.

    Raises Refused where the address has an account already.
    """
    check_may_edit(by, "official")
    with transaction.atomic():
        if Official.objects.filter(email=email.strip().lower()).exists():
            raise Refused(_("There is an account with this address already."), field="email")
        official = Official.objects.create_user(email, password, full_name=full_name, designation=designation)
        held = sorted(roles)
        official.grants.bulk_create([official.grants.model(official=official, role=role) for role in held])
        audit.record(AuditedAct.OFFICIAL_RECORDED, official, by=by, at=at, changes={"roles": held})
    return official


def let_in(official: Official, *, password: str, by: Actor, at: datetime) -> None:
    """Let an official log in with a password; nothing changes where they already can."""
    if official.is_active and official.check_password(password):
        return
    with transaction.atomic():
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
    """Bring an account up to date and return it; whoever may log in no more is out at their next click.

    Raises Refused where administrators would lock themselves out: somebody else has to take that role from them.
    """
    check_may_edit(by, "official")
    held = frozenset(roles)
    if by.user is not None and by.user.pk == official.pk and not (is_active and Role.ADMINISTRATOR in held):
        raise Refused(_("You cannot take your own access away. Ask another administrator to do it."))
    facts = {"full_name": full_name, "designation": designation, "is_active": is_active}
    with transaction.atomic():
        current = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
        changes: dict[str, object] = {name: value for name, value in facts.items() if getattr(current, name) != value}
        for name, value in changes.items():
            setattr(current, name, value)
        if is_active and current.left_at is not None:
            current.left_at = changes["left_at"] = None  # one who left is back
        current.save(update_fields=list(changes))
        if held != current.roles:
            _grant(current, held)
            changes["roles"] = sorted(held)
        if changes:
            audit.record(AuditedAct.OFFICIAL_CHANGED, current, by=by, at=at, changes=changes)
    return Official.objects.get(pk=official.pk)


def _grant(official: Official, roles: frozenset[Role]) -> None:
    official.grants.exclude(role__in=roles).delete()
    new = sorted(roles - official.roles)
    official.grants.bulk_create([official.grants.model(official=official, role=role) for role in new])
