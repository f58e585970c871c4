"""Second factors of officials: taken away when they are lost, so that new ones can be set up."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import powers
from engagements.choices import POWERFUL_ROLES, AuditedAct
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Official, PowerRequest
from engagements.rules.actors import Actor
from engagements.rules.permissions import check_may_edit


@dataclass(frozen=True)
class SecondFactors:
    """Which second factors an official has set up."""

    has_app: bool
    keys: int
    has_recovery_codes: bool

    def __bool__(self) -> bool:
        return self.has_app or self.keys > 0


def factors_of(official: Official) -> SecondFactors:
    """Return which second factors an official has set up; never what they are."""
    kinds = list(Authenticator.objects.filter(user=official).values_list("type", flat=True))
    keys = kinds.count(Authenticator.Type.WEBAUTHN)
    return SecondFactors(Authenticator.Type.TOTP in kinds, keys, Authenticator.Type.RECOVERY_CODES in kinds)


def reset(official: Official, *, by: Actor, at: datetime) -> PowerRequest | None:
    """Take away every second factor of somebody else, end their sessions and tell them by mail.

    They log in with their password and set up a new one before anything opens. Where the account has powerful roles and
    somebody can confirm it, nothing happens yet: the request that waits for them is returned. Raises ActionRefused for
    one's own, since whoever sits at an open session could then replace the factor that protects it, and where there is
    none.
    """
    check_may_edit(by, "official")
    if by.user is None or by.user.pk == official.pk:
        raise ActionRefused(_("Ask another administrator to reset your second factor, or use a recovery code."))
    with audit.one_transaction():
        current = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
        if not factors_of(current):
            raise ActionRefused(_("No second factor is set up."))
        is_powerful = bool(current.roles & POWERFUL_ROLES)
        if is_powerful and powers.can_be_confirmed(current, by=by):
            return powers.ask_for_factor(current, by=by, at=at)
        take_away(current, by=by, at=at)
        if is_powerful:
            powers.tell_officials(current, messages.PowerNews.FACTOR, None, by=by, at=at)
    return None


def take_away(official: Official, *, by: Actor, at: datetime) -> None:
    """Do what `reset` says, once it is decided; call it inside the transaction that holds the account."""
    if not delete_second_factors(official):
        raise ActionRefused(_("No second factor is set up."))
    official.logged_out_at = at
    official.save(update_fields=["logged_out_at"])
    messages.queue_second_factor_reset(official, at=at)
    audit.record(AuditedAct.SECOND_FACTOR_RESET, official, by=by, at=at)


def delete_second_factors(official: Official) -> bool:
    """Delete every second factor of an official, recovery codes included; return whether there was any."""
    deleted, _by_model = Authenticator.objects.filter(user=official).delete()
    return bool(deleted)
