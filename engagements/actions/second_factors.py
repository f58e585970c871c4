"""Reset lost second factors of officials, so that new ones can be set up."""

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
    """Return which second factors an official has set up, without their secrets."""
    kinds = list(Authenticator.objects.filter(user=official).values_list("type", flat=True))
    keys = kinds.count(Authenticator.Type.WEBAUTHN)
    return SecondFactors(Authenticator.Type.TOTP in kinds, keys, Authenticator.Type.RECOVERY_CODES in kinds)


def reset(official: Official, *, by: Actor, at: datetime) -> PowerRequest | None:
    """Remove every second factor of another official, end their sessions and email them.

    They sign in with their password and must set up a new one first. If the account has powerful roles and someone can
    confirm, nothing changes yet and the waiting request is returned. Raises ActionRefused if there is none, and for the
    actor's own account: otherwise anyone at an unattended session could replace the factor that protects it.
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
    """Remove the second factors of a locked account without further confirmation; call it inside the transaction."""
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
