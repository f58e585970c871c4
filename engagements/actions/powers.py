"""Requests for powers that a second administrator must confirm: create, settle, and notify the others.

Requests take effect in `confirmations`. See docs/decisions/0025-roles-granted-by-two.md.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import POWERFUL_ROLES, AuditedAct, PowerAct, PowerOutcome, Role
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Official, PowerRequest
from engagements.rules.actors import Actor


def ask_for_roles(official: Official, roles: Iterable[Role], *, by: Actor, at: datetime) -> PowerRequest | None:
    """Grant powerful roles or request them from a second administrator; return the request, or None for no roles.

    The only administrator of an installation grants them alone until a second one has signed in, which is audited. Call
    it inside the transaction of the calling action.
    """
    asked = sorted(roles)
    if not asked:
        return None
    is_alone = not has_had_second(by)
    request = _new(official, PowerAct.ROLES, asked, by=by, at=at, is_alone=is_alone)
    if is_alone:
        give_roles(official, asked)
        audit.record(AuditedAct.POWERS_GRANTED, official, by=by, at=at, changes={"roles": asked, "alone": True})
        tell_officials(request.official, messages.PowerNews.ALONE, request, by=by, at=at)
    return request


def ask_for_factor(official: Official, *, by: Actor, at: datetime) -> PowerRequest:
    """Request that a second administrator removes the second factor of a powerful account; return the request."""
    return _new(official, PowerAct.FACTOR, [], by=by, at=at, is_alone=False)


def _new(
    official: Official, act: PowerAct, roles: list[Role], *, by: Actor, at: datetime, is_alone: bool
) -> PowerRequest:
    if PowerRequest.objects.waiting().filter(official=official, act=act).exists():
        raise ActionRefused(
            _("A request for this account waits for a second administrator already. Let it be decided, or withdraw it.")
        )
    request = PowerRequest(official=official, act=act, roles=roles, asked_by=by.user, asked_at=at)
    if is_alone:
        request.outcome, request.decided_by, request.decided_at = PowerOutcome.ALONE, by.user, at
    request.save()
    if not is_alone:
        changes = {"what": act, "roles": roles} if roles else {"what": act}
        audit.record(AuditedAct.POWERS_ASKED, official, by=by, at=at, changes=changes)
        tell_officials(official, messages.PowerNews.ASKED, request, by=by, at=at)
    return request


def give_roles(official: Official, roles: Iterable[Role]) -> None:
    """Add roles to an account; the caller has checked permission."""
    new = sorted(frozenset(roles) - frozenset(official.grants.values_list("role", flat=True)))
    official.grants.bulk_create([official.grants.model(official=official, role=role) for role in new])


def tell_officials(
    official: Official,
    what: messages.PowerNews,
    request: PowerRequest | None,
    *,
    by: Actor,
    at: datetime,
    roles: str = "",
) -> None:
    """Email the official and every other administrator what was requested or done."""
    told = {one.pk: one for one in [official, *administrators()] if one.is_active}
    if what is messages.PowerNews.ASKED and request is not None and request.roles:
        del told[official.pk]  # the official can do nothing and has no power yet
    for one in told.values():
        if one.pk != by.official_id:
            messages.queue_powers(one, official, what, request=request, roles=roles, by=by.user, at=at)


def tell_taken(official: Official, roles: Iterable[Role], *, by: Actor, at: datetime) -> None:
    """Email that an account lost powerful roles or was closed with them."""
    taken = POWERFUL_ROLES & frozenset(roles)
    if taken:
        words = ", ".join(str(role.label) for role in Role if role in taken)
        tell_officials(official, messages.PowerNews.TAKEN, None, by=by, at=at, roles=words)


def drop_waiting(official: Official, *, by: Actor, at: datetime) -> None:
    """Refuse the waiting requests for an account that is being closed."""
    for request in official.power_requests.waiting():
        settle_request(request, PowerOutcome.REFUSED, by=by, at=at)


def settle_request(request: PowerRequest, outcome: PowerOutcome, *, by: Actor, at: datetime) -> None:
    """Store the outcome of a request, in the row and in the audit trail."""
    request.outcome, request.decided_by, request.decided_at = outcome, by.user, at
    request.save(update_fields=["outcome", "decided_by", "decided_at"])
    is_refused = outcome is PowerOutcome.REFUSED
    act = AuditedAct.POWERS_REFUSED if is_refused else AuditedAct.POWERS_GRANTED
    changes = {"what": request.act, "roles": request.roles} if request.roles else {"what": request.act}
    audit.record(act, request.official, by=by, at=at, changes=changes)


def administrators() -> QuerySet[Official]:
    """Return the active administrators."""
    return Official.objects.filter(is_active=True, grants__role=Role.ADMINISTRATOR)


def has_had_second(by: Actor) -> bool:
    """Return whether there is or ever was another administrator who signed in.

    Past ones count, so that no administrator can become the only one by closing the other's account. If only one is
    really left, `createsuperuser` on the server creates a second.
    """
    others = Official.objects.filter(last_login__isnull=False).exclude(pk=by.official_id or 0)
    if others.filter(grants__role=Role.ADMINISTRATOR).exists():
        return True
    granted = PowerRequest.objects.granted().filter(official__in=others).values_list("roles", flat=True)
    return any(Role.ADMINISTRATOR in roles for roles in granted)


def can_be_confirmed(official: Official, *, by: Actor) -> bool:
    """Return whether another administrator could confirm this actor's action on an account."""
    able = administrators().filter(last_login__isnull=False).exclude(pk=official.pk)
    return able.exclude(pk=by.official_id or 0).exists()
