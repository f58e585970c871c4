"""Confirm or refuse what another administrator requested."""

from datetime import datetime

from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import powers, second_factors
from engagements.choices import PowerAct, PowerOutcome, Role
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Official, PowerRequest
from engagements.rules.actors import Actor
from engagements.rules.permissions import check_may_edit


def confirm_power_request(request: PowerRequest, *, by: Actor, at: datetime) -> PowerRequest:
    """Carry out another administrator's request, notify the others by email, and return the request.

    Raises ActionRefused for the requester and for the account's own official, and if the request was already decided,
    the account is closed, or the requester is no longer an administrator.
    """
    check_may_edit(by, "official")
    with audit.one_transaction():
        current, official = _locked(request)
        if by.official_id in (None, current.asked_by_id, official.pk):
            raise ActionRefused(_("Another administrator has to confirm this: neither who asked nor whom it is about."))
        if not official.is_active:
            raise ActionRefused(_("This account is closed. Refuse the request, or let its official sign in first."))
        if current.asked_by is None or Role.ADMINISTRATOR not in Actor.official(current.asked_by).roles:
            raise ActionRefused(
                _("The person who asked for this is no longer an administrator. Refuse it, and ask for it yourself.")
            )
        if current.act == PowerAct.ROLES:
            powers.give_roles(official, map(Role, current.roles))
        else:
            second_factors.take_away(official, by=by, at=at)
        powers.settle_request(current, PowerOutcome.CONFIRMED, by=by, at=at)
        powers.tell_officials(official, messages.PowerNews.CONFIRMED, current, by=by, at=at)
    return current


def refuse_power_request(request: PowerRequest, *, by: Actor, at: datetime) -> PowerRequest:
    """Refuse a request and return it; the requester withdraws it in the same way."""
    check_may_edit(by, "official")
    with audit.one_transaction():
        current, official = _locked(request)
        powers.settle_request(current, PowerOutcome.REFUSED, by=by, at=at)
        powers.tell_officials(official, messages.PowerNews.REFUSED, current, by=by, at=at)
    return current


def _locked(request: PowerRequest) -> tuple[PowerRequest, Official]:
    """Return a waiting request and its account, both locked."""
    official = Official.objects.select_for_update(no_key=True).get(pk=request.official_id)
    current = (
        PowerRequest.objects.select_for_update(of=("self",), no_key=True).select_related("asked_by").get(pk=request.pk)
    )
    if current.outcome != PowerOutcome.WAITING:
        raise ActionRefused(_("This was decided already: %(outcome)s.") % {"outcome": current.get_outcome_display()})
    return current, official
