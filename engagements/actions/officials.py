"""Officials' accounts: opened with their roles, and given a password."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from engagements import audit
from engagements.choices import AuditedAct, Role
from engagements.models import Official
from engagements.rules.actors import Actor


def open_account(
    email: str, *, full_name: str, designation: str, roles: Iterable[Role], by: Actor, at: datetime
) -> Official:
    """Open an account with its roles and return it; without a password nobody can log in to it yet."""
    with transaction.atomic():
        official = Official.objects.create_user(email, full_name=full_name, designation=designation)
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
