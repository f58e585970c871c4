"""Officials' accounts in the admin: opened, changed and given passwords by administrators, viewed by auditors."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display
from django.contrib.auth import password_validation
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import officials
from engagements.admin.base import OfficialsAdmin, actor_of
from engagements.admin.forms import WrittenLine
from engagements.admin.lists import by_choices, by_flag
from engagements.choices import Role
from engagements.errors import Refused
from engagements.models import Official

ROLE_HINTS = {
    Role.TRIAGE: gettext_lazy("Sorts what arrives, assigns it, asks ventures."),
    Role.OFFICER: gettext_lazy("Works on submissions: asks, replies, closes."),
    Role.LEAD: gettext_lazy("All of that, reopens, assigns, edits consultations and reference data."),
    Role.SECURITY: gettext_lazy("Opens what is quarantined, and nothing else."),
    Role.ANALYST: gettext_lazy("Reads submissions without contacts, opens reports, exports."),
    Role.AUDITOR: gettext_lazy("Reads everything but contacts and quarantine, and the audit trail."),
    Role.ADMINISTRATOR: gettext_lazy("Accounts, reference data, outgoing mail. Reads no submission."),
}


class AccountForm(forms.Form):
    """What an account says of its official."""

    full_name = WrittenLine(label=gettext_lazy("Name"), max_length=120)
    designation = WrittenLine(label=gettext_lazy("Designation"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Without a role an account opens nothing."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choice_hints = {str(role): hint for role, hint in ROLE_HINTS.items()}  # type: ignore[attr-defined]
        self.fields["roles"].hides_optional = True  # type: ignore[attr-defined]


class ChangeForm(AccountForm):
    """An account that exists."""

    is_active = forms.BooleanField(
        label=gettext_lazy("May log in"),
        required=False,
        help_text=gettext_lazy(
            "Take this away from whoever leaves: it ends their sessions at once. Accounts are not deleted."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_active"].hides_optional = True  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A password, typed twice."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 12 characters, not a common word. Hand it over in person; it is changed after the first log-in."
        ),
    )
    again = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, official: Official | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.official = official

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        password = given.get("password", "")
        if password != given.get("again", ""):
            self.add_error("again", _("The two passwords differ. Type both again."))
        elif password:
            self.check(password)
        return given

    def check(self, password: str) -> None:
        """Hold a password against the portal's rules for them."""
        try:
            password_validation.validate_password(password, self.official)
        except forms.ValidationError as error:
            self.add_error("password", error)


class OpenForm(PasswordForm, AccountForm):
    """A new account; with a first password, or without one until the official asks for a link by mail."""

    field_order = ("email", "full_name", "designation", "roles", "password", "again")
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("The log-in name. It cannot be changed later.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = self.fields["again"].required = False
        self.fields["password"].label = _("First password")
        self.fields["password"].help_text = _(
            "Leave it empty and the official sets one through “Forgotten password” on the log-in page."
        )


def given_to(request: HttpRequest) -> Any:
    """Return what was filled in, or None where the page was only opened."""
    return request.POST if request.method == "POST" else None


class OfficialAdmin(OfficialsAdmin):
    """Accounts: the stock forms know nothing of roles as code, so the pages here call the actions themselves."""

    list_display = ("full_name", "designation", "email", "held_roles", "may_log_in", "last_login")
    sortable_by = ("full_name", "email", "last_login")
    list_filter = (
        by_choices("role", gettext_lazy("role"), Role, path="grants__role"),
        by_flag("is_active", gettext_lazy("may log in")),
    )
    search_fields = ("full_name", "email", "designation")
    ordering = ("full_name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        return super().get_queryset(request).prefetch_related("grants")

    @display(description=gettext_lazy("roles"))
    def held_roles(self, official: Official) -> str:
        """Return the roles in words."""
        return ", ".join(str(role.label) for role in Role if role in official.roles)

    @display(description=gettext_lazy("may log in"))
    def may_log_in(self, official: Official) -> str:
        """Return whether the account is open, in words."""
        return _("Yes") if official.is_active else _("No")

    def get_urls(self) -> list[Any]:
        password = path(
            "<int:object_id>/password/",
            self.admin_site.admin_view(self.password_view),
            name="engagements_official_password",
        )
        return [password, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open an account."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = OpenForm(given_to(request))
        if form.is_valid():
            try:
                official = self.open_account(request, form.cleaned_data)
                messages.success(request, _("The account of %(name)s is open.") % {"name": official})
                return redirect(self.address("changelist"))
            except Refused as refused:
                form.add_error(refused.field or None, refused.message)
        subtitle = _("Add an official")
        return self.account_page(request, form, subtitle=subtitle, button=_("Open the account"))

    def open_account(self, request: HttpRequest, given: dict[str, Any]) -> Official:
        """Hand over what was filled in to the action."""
        return officials.open_account(
            given["email"],
            full_name=given["full_name"],
            designation=given["designation"],
            roles=map(Role, given["roles"]),
            password=given["password"] or None,
            by=actor_of(request),
            at=timezone.now(),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an account, and change it for those who may."""
        official = self.seen(request, object_id)
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        form = ChangeForm(given_to(request), initial=self.facts_of(official))
        if form.is_valid():
            try:
                self.change_account(request, official, form.cleaned_data)
                messages.success(request, _("The account of %(name)s is changed.") % {"name": official})
                return redirect(self.address("changelist"))
            except Refused as refused:
                form.add_error(None, refused.message)
        context = {
            "official": official,
            "roles": self.held_roles(official),
            "password_url": self.address("password", official.pk),
            "trail_url": self.trail_url(request, official),
        }
        return self.account_page(request, form, subtitle=str(official), button=_("Save"), **context)

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

    def password_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Give an official a new password."""
        official = self.seen(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = PasswordForm(given_to(request), official=official)
        if form.is_valid():
            officials.set_password(official, form.cleaned_data["password"], by=actor_of(request), at=timezone.now())
            messages.success(request, _("%(name)s has a new password.") % {"name": official})
            return redirect(self.address("change", official.pk))
        subtitle = _("New password for %(name)s") % {"name": official}
        return self.account_page(request, form, subtitle=subtitle, button=_("Set the password"), official=official)

    def account_page(self, request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
        """Draw one of the pages of an account."""
        may_change = self.has_change_permission(request)
        template = "admin/engagements/official/account.html"
        return self.page(request, template, form=form, may_change=may_change, **context)
