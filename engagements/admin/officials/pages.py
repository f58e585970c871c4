"""Officials' accounts in the admin: invited, changed and closed by administrators, viewed by auditors."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display
from django.contrib.admin.options import ShowFacets
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import invitations, officials, second_factors
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import by_choices, by_flag
from engagements.admin.officials.acts import available_actions, check_it_is_still_them, powers_of
from engagements.admin.officials.forms import ChangeForm, InviteForm
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_model_permission,
    has_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.choices import POWERFUL_ROLES, Role
from engagements.errors import ActionRefused
from engagements.models import Official


class OfficialAdmin(PortalModelAdmin):
    """Lists the accounts. Their forms are own views, because the stock ones do not know roles defined in code."""

    list_display = ("full_name", "designation", "email", "held_roles", "state", "last_login")
    sortable_by = ("full_name", "email", "last_login")
    list_filter = (
        by_choices("role", gettext_lazy("role"), Role, path="grants__role"),
        by_flag("is_active", gettext_lazy("may sign in")),
    )
    show_facets = ShowFacets.ALWAYS
    search_fields = ("full_name", "email", "designation")
    ordering = ("full_name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        return super().get_queryset(request).prefetch_related("grants")

    @display(description=gettext_lazy("roles"))
    def held_roles(self, official: Official) -> str:
        """Return the names of the roles."""
        return role_names(official)

    @display(description=gettext_lazy("account"))
    def state(self, official: Official) -> str:
        """Return the state of the account."""
        return account_state(official)


def invite_page(request: HttpRequest) -> HttpResponse:
    """Show the form to invite an official; a POST sends the invitation."""
    check_model_permission(request, "add", Official)
    form = InviteForm(posted(request))
    if form.is_valid():
        if POWERFUL_ROLES & set(form.cleaned_data["roles"]):
            check_it_is_still_them(request)
        try:
            official = invitations.invite(**form.cleaned_data, by=actor_of(request), at=timezone.now())
            sentence = _("%(name)s has been invited. The email with the link has been sent.") % {"name": official}
            messages.success(request, sentence)
            say_what_waits(request, official)
            return redirect("admin:engagements_official_change", official.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
    subtitle = _("Invite an official")
    return render_account(request, form, subtitle=subtitle, button=_("Send the invitation"))


def official_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show an account; a POST changes it, for those who may."""
    official = visible_or_404(request, Official.objects.prefetch_related("grants"), object_id)
    if request.method == "POST":
        check_model_permission(request, "change", Official)
    is_own = official == request.user
    form = ChangeForm(posted(request), initial=facts_of(official), is_own=is_own)
    if form.is_valid():
        if gives_power(official, form.cleaned_data):
            check_it_is_still_them(request)
        try:
            officials.change_account(official, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("The account of %(name)s is changed.") % {"name": official})
            say_what_waits(request, official)
            return redirect("admin:engagements_official_changelist")
        except ActionRefused as refused:
            add_refusal(form, refused)
    context = {
        "official": official,
        "roles": role_names(official),
        "state": account_state(official),
        "factors": second_factors.factors_of(official),
        "acts": available_actions(request, official),
        "powers": powers_of(request, official),
        "trail_url": trail_url(request, official),
    }
    return render_account(request, form, subtitle=str(official), button=_("Save"), **context)


def gives_power(official: Official, given: dict[str, Any]) -> bool:
    """Return whether a change adds powerful roles, or reopens an account that has them."""
    roles = POWERFUL_ROLES & set(given["roles"])
    return given["is_active"] and bool(roles - official.roles if official.is_active else roles)


def say_what_waits(request: HttpRequest, official: Official) -> None:
    """Warn that powerful roles take effect only after confirmation."""
    for asked in official.power_requests.waiting():
        sentence = _("%(roles)s: another administrator has to confirm this; they are told by email.")
        messages.warning(request, sentence % {"roles": asked.role_names or asked.get_act_display()})


def facts_of(official: Official) -> dict[str, Any]:
    """Return the initial values of the account form."""
    roles = [str(role) for role in official.roles]
    names = ("full_name", "designation", "is_active")
    return {name: getattr(official, name) for name in names} | {"roles": roles}


def render_account(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
    """Render the page of an account."""
    may_change = has_model_permission(request, "change", Official)
    return render_page(request, Official, "account.html", form=form, may_change=may_change, **context)


def role_names(official: Official) -> str:
    """Return the names of an account's roles."""
    return ", ".join(str(role.label) for role in Role if role in official.roles)


def account_state(official: Official) -> str:
    """Return the state of an account in words."""
    if official.left_at:
        return _("Left")
    if not official.is_active:
        return _("Closed")
    return _("Active") if official.has_usable_password() else _("Invited")
