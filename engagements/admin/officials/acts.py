"""Administrators' actions on other accounts: invitations, confirmations, second-factor resets, closing."""

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.actions import confirmations, invitations, offboarding, second_factors
from engagements.actions.offboarding import CaseHandover
from engagements.admin.officials.forms import LeaveForm
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_model_permission,
    has_model_permission,
    posted,
    render_page,
    visible_or_404,
)
from engagements.choices import POWERFUL_ROLES, PowerOutcome
from engagements.errors import ActionRefused
from engagements.models import Official, PowerRequest
from engagements.rules.numerals import format_number

TAKE_BACK, CONFIRM = "take_back", "confirm"


@dataclass(frozen=True)
class OfferedAction:
    """URLs of the actions that an account's page offers; empty if not possible now."""

    invitation_url: str = ""
    invited_until: Any = None
    factor_url: str = ""
    leave_url: str = ""


@dataclass(frozen=True)
class PowerRow:
    """One request for confirmation by a second administrator, and what this user may do with it."""

    request: PowerRequest
    decide_url: str = ""
    is_own: bool = False


def available_actions(request: HttpRequest, official: Official) -> OfferedAction:
    """Return the actions this user may take on an account now."""
    if not has_model_permission(request, "change", Official) or official == request.user:
        return OfferedAction()
    is_waiting = official.is_active and not official.has_usable_password()
    return OfferedAction(
        invitation_url=reverse("admin:engagements_official_invitation", args=[official.pk]) if is_waiting else "",
        invited_until=invitations.invitation_expires_at(official, at=timezone.now()) if is_waiting else None,
        factor_url=reverse("admin:engagements_official_factor", args=[official.pk])
        if second_factors.factors_of(official)
        else "",
        leave_url="" if official.left_at else reverse("admin:engagements_official_leave", args=[official.pk]),
    )


def powers_of(request: HttpRequest, official: Official) -> list[PowerRow]:
    """Return the latest confirmation requests for an account, newest first."""
    may_decide = has_model_permission(request, "change", Official) and official != request.user
    found = official.power_requests.select_related("asked_by", "decided_by")
    return [
        PowerRow(
            one,
            reverse("admin:engagements_official_powers", args=[one.pk])
            if may_decide and one.outcome == PowerOutcome.WAITING
            else "",
            is_own=one.asked_by == request.user,
        )
        for one in found[:20]
    ]


def decide_power(request: HttpRequest, request_id: int) -> HttpResponse:
    """Confirm or refuse another administrator's request; requires recent authentication."""
    check_model_permission(request, "change", Official)
    asked = get_object_or_404(PowerRequest.objects.select_related("official"), pk=request_id)
    if request.method == "POST":
        check_it_is_still_them(request)
        by, at = actor_of(request), timezone.now()
        try:
            if CONFIRM in request.POST:
                confirmations.confirm_power_request(asked, by=by, at=at)
                messages.success(request, _("Confirmed: it is done, and the others are told by email."))
            else:
                confirmations.refuse_power_request(asked, by=by, at=at)
                messages.success(request, _("Refused: nothing has changed, and the others are told by email."))
        except ActionRefused as refused:
            messages.error(request, refused.message)
    return redirect("admin:engagements_official_change", asked.official_id)


def invitation_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Resend an invitation or revoke it."""
    official = changeable_official(request, object_id)
    if request.method == "POST":
        try:
            messages.success(request, resend_invitation(request, official))
        except ActionRefused as refused:
            messages.error(request, refused.message)
    return redirect("admin:engagements_official_change", official.pk)


def resend_invitation(request: HttpRequest, official: Official) -> str:
    """Resend or revoke the invitation, depending on the button, and return the success message."""
    by, at = actor_of(request), timezone.now()
    if TAKE_BACK in request.POST:
        invitations.revoke_invitation(official, by=by, at=at)
        return _("The invitation to %(name)s has been cancelled and the account closed.") % {"name": official}
    invitations.send_again(official, by=by, at=at)
    return _("A new invitation has been sent to %(name)s. The earlier link no longer works.") % {"name": official}


def factor_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Explain what resetting a lost second factor does; a POST resets it."""
    official = changeable_official(request, object_id)
    if request.method == "POST":
        if official.roles & POWERFUL_ROLES and official != request.user:
            check_it_is_still_them(request)
        try:
            asked = second_factors.reset(official, by=actor_of(request), at=timezone.now())
            if asked:
                sentence = _("Another administrator has to confirm this; they are told by email.")
            else:
                sentence = _("%(name)s no longer has a second factor and will be told by email.") % {"name": official}
            messages.success(request, sentence)
        except ActionRefused as refused:
            messages.error(request, refused.message)
        return redirect("admin:engagements_official_change", official.pk)
    context: dict[str, Any] = {"official": official, "factors": second_factors.factors_of(official)}
    subtitle = _("%(name)s has lost their second factor") % {"name": official}
    return render_page(request, Official, "factor.html", subtitle=subtitle, **context)


def leave_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show an official's open submissions, ask for a successor, and close the account."""
    official = changeable_official(request, object_id)
    form = LeaveForm(posted(request), leaver=official)
    if form.is_valid():
        try:
            messages.success(request, offboard(request, official, form.cleaned_data["successor"]))
            return redirect("admin:engagements_official_change", official.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
    charge = offboarding.open_cases_of(official, on=timezone.localdate())
    context: dict[str, Any] = {"official": official, "form": form, "charge": charge}
    subtitle = _("%(name)s has left") % {"name": official}
    return render_page(request, Official, "leave.html", subtitle=subtitle, **context)


def offboard(request: HttpRequest, official: Official, successor: Official | None) -> str:
    """Close the account, and return what happened to its submissions as a sentence."""
    done = offboarding.deactivate_official(official, successor=successor, by=actor_of(request), at=timezone.now())
    return f"{_('The account of %(name)s has been closed.') % {'name': official}} {said_of(done, successor)}".strip()


def changeable_official(request: HttpRequest, object_id: int) -> Official:
    """Return an account that the user may change, or raise 403 or 404."""
    official = visible_or_404(request, Official.objects.prefetch_related("grants"), object_id)
    check_model_permission(request, "change", Official)
    return official


def check_it_is_still_them(request: HttpRequest) -> None:
    """Require a recent sign-in; otherwise allauth asks for it and then resubmits the form."""
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired


def said_of(done: CaseHandover, successor: Official | None) -> str:
    """Return what happened to the submissions, in words; "" if there were none."""
    handed = ngettext(
        "%(count)s submission is now assigned to %(name)s.",
        "%(count)s submissions are now assigned to %(name)s.",
        done.handed_over,
    ) % {"count": format_number(done.handed_over), "name": successor}
    returned = ngettext(
        "%(count)s submission has gone back to the queue.",
        "%(count)s submissions have gone back to the queue.",
        done.returned,
    ) % {"count": format_number(done.returned)}
    return " ".join([handed] * bool(done.handed_over) + [returned] * bool(done.returned))
