"""Officials' accounts in the admin: invited, changed and closed by administrators, viewed by auditors."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import invitations, officials, second_factors
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import by_choices, by_flag
from engagements.admin.officials.acts import AccountActions, check_it_is_still_them
from engagements.admin.officials.forms import ChangeForm, InviteForm
from engagements.choices import POWERFUL_ROLES, Role
from engagements.errors import ActionRefused
from engagements.models import Official


def given_to(request: HttpRequest) -> Any:
    """Return what was filled in, or None where the page was only opened."""
    return request.POST if request.method == "POST" else None


class OfficialAdmin(AccountActions, PortalModelAdmin):
    """Accounts: the stock forms know nothing of roles as code, so the pages here call the actions themselves."""

    list_display = ("full_name", "designation", "email", "held_roles", "state", "last_login")
    sortable_by = ("full_name", "email", "last_login")
    list_filter = (
        by_choices("role", gettext_lazy("role"), Role, path="grants__role"),
        by_flag("is_active", gettext_lazy("may sign in")),
    )
    search_fields = ("full_name", "email", "designation")
    ordering = ("full_name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        return super().get_queryset(request).prefetch_related("grants")

    @display(description=gettext_lazy("roles"))
    def held_roles(self, official: Official) -> str:
        """Return the roles in words."""
        return ", ".join(str(role.label) for role in Role if role in official.roles)

    @display(description=gettext_lazy("account"))
    def state(self, official: Official) -> str:
        """Return how the account stands, in words."""
        if official.left_at:
            return _("Left")
        if not official.is_active:
            return _("Closed")
        return _("Active") if official.has_usable_password() else _("Invited")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Invite an official."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteForm(given_to(request))
        if form.is_valid():
            if POWERFUL_ROLES & set(form.cleaned_data["roles"]):
                check_it_is_still_them(request)
            try:
                official = self.invite(request, form.cleaned_data)
                sentence = _("%(name)s has been invited. The email with the link has been sent.") % {"name": official}
                messages.success(request, sentence)
                self.say_what_waits(request, official)
                return redirect(self.url_of("change", official.pk))
            except ActionRefused as refused:
                form.add_error(refused.field or None, refused.message)
        subtitle = _("Invite an official")
        return self.account_page(request, form, subtitle=subtitle, button=_("Send the invitation"))

    def invite(self, request: HttpRequest, given: dict[str, Any]) -> Official:
        """Hand over what was filled in to the action."""
        return invitations.invite(
            given["email"],
            full_name=given["full_name"],
            designation=given["designation"],
            roles=map(Role, given["roles"]),
            by=actor_of(request),
            at=timezone.now(),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an account, and change it for those who may."""
        official = self.get_visible_object(request, object_id)
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        is_own = official == request.user
        form = ChangeForm(given_to(request), initial=self.facts_of(official), is_own=is_own)
        if form.is_valid():
            if self.gives_power(official, form.cleaned_data):
                check_it_is_still_them(request)
            try:
                self.change_account(request, official, form.cleaned_data)
                messages.success(request, _("The account of %(name)s is changed.") % {"name": official})
                self.say_what_waits(request, official)
                return redirect(self.url_of("changelist"))
            except ActionRefused as refused:
                form.add_error(refused.field or None, refused.message)
        context = {
            "official": official,
            "roles": self.held_roles(official),
            "state": self.state(official),
            "factors": second_factors.factors_of(official),
            "acts": self.available_actions(request, official),
            "powers": self.powers_of(request, official),
            "trail_url": self.trail_url(request, official),
        }
        return self.account_page(request, form, subtitle=str(official), button=_("Save"), **context)

    def gives_power(self, official: Official, given: dict[str, Any]) -> bool:
        """Return whether powerful roles are new, or come back with an account that is opened again."""
        roles = POWERFUL_ROLES & set(map(Role, given["roles"]))
        return given["is_active"] and bool(roles - official.roles if official.is_active else roles)

    def say_what_waits(self, request: HttpRequest, official: Official) -> None:
        """Say that powerful roles have no effect yet."""
        for asked in official.power_requests.waiting():
            sentence = _("%(roles)s: another administrator has to confirm this; they are told by email.")
            messages.warning(request, sentence % {"roles": asked.role_names or asked.get_act_display()})

    def facts_of(self, official: Official) -> dict[str, Any]:
        """Return what the form of an account begins with."""
        roles = [str(role) for role in official.roles]
        names = ("full_name", "designation", "is_active")
        return {name: getattr(official, name) for name in names} | {"roles": roles}

    def change_account(self, request: HttpRequest, official: Official, given: dict[str, Any]) -> Official:
        """Hand over what was filled in to the action."""
        return officials.change_account(
            official,
            full_name=given["full_name"],
            designation=given["designation"],
            is_active=given["is_active"],
            roles=map(Role, given["roles"]),
            by=actor_of(request),
            at=timezone.now(),
        )

    def account_page(self, request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
        """Draw one of the pages of an account."""
        may_change = self.has_change_permission(request)
        template = "admin/engagements/official/account.html"
        return self.render_page(request, template, form=form, may_change=may_change, **context)
