"""Forms of officials' accounts: details and roles, password, successor."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import assignments
from engagements.admin.written_fields import WrittenAddress, WrittenLine
from engagements.choices import Role
from engagements.models import Official

ROLE_HINTS = {
    Role.TRIAGE: gettext_lazy("Sorts and assigns new submissions and asks ventures for clarification."),
    Role.OFFICER: gettext_lazy("Works on submissions: asks questions, replies and closes them."),
    Role.LEAD: gettext_lazy(
        "Can do all of the above, and also reopens and assigns submissions and edits consultations and reference data."
    ),
    Role.SECURITY: gettext_lazy("Opens quarantined submissions only."),
    Role.ANALYST: gettext_lazy("Reads submissions without contact details, opens reports, exports data."),
    Role.AUDITOR: gettext_lazy(
        "Reads everything except contact details and quarantined submissions. Reads the audit trail."
    ),
    Role.ADMINISTRATOR: gettext_lazy("Manages accounts, reference data and outgoing email. Cannot read submissions."),
}


class AccountForm(forms.Form):
    """Name, designation and roles of an official."""

    full_name = WrittenLine(label=gettext_lazy("Name"), max_length=120)
    designation = WrittenLine(label=gettext_lazy("Designation"), max_length=120, required=False)
    roles = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Role.choices,
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "Without a role an account opens nothing. Lead, security officer, auditor and administrator are given "
            "by two: another administrator confirms them."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choice_hints = {str(role): hint for role, hint in ROLE_HINTS.items()}  # type: ignore[attr-defined]
        self.fields["roles"].hides_optional = True  # type: ignore[attr-defined]


class ChangeForm(AccountForm):
    """Form to change an account; officials cannot change their own roles or state."""

    is_active = forms.BooleanField(
        label=gettext_lazy("Can sign in"),
        required=False,
        help_text=gettext_lazy(
            "Clear this box to lock the account temporarily; its sessions end at once. To close it "
            "permanently, use “Has left” above."
        ),
    )

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_active"].hides_optional = True  # type: ignore[attr-defined]
        if is_own:
            for name in ("roles", "is_active"):
                self.fields[name].disabled = True
            self.fields["roles"].help_text = _("No one changes their own roles. Ask another administrator to do it.")


class InviteForm(AccountForm):
    """Form to invite an official, who then chooses the password."""

    field_order = ("email", "full_name", "designation", "roles")
    email = WrittenAddress(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy(
            "The invitation will be sent to this address. It is also the sign-in name and cannot be changed later."
        ),
    )


class LeaveForm(forms.Form):
    """The successor of an official who leaves."""

    successor = forms.TypedChoiceField(
        label=gettext_lazy("Reassign their submissions to"), required=False, empty_value=None
    )

    def __init__(self, *args: Any, leaver: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(one.pk): one for one in assignments.assignable() if one.pk != leaver.pk}
        field = self.fields["successor"]
        field.hides_optional = True  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("No one: return to the queue, unassigned")),
            *((key, str(official)) for key, official in offered.items()),
        ]
        field.coerce = offered.__getitem__  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A new password, entered twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters. Three unrelated words are easy to remember."),
    )
    again = forms.CharField(
        label=gettext_lazy("Confirm new password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.official = official

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        password = given.get("password", "")
        if password != given.get("again", ""):
            self.add_error("again", _("The two passwords do not match. Enter both again."))
        elif password:
            self.check(password)
        return given

    def check(self, password: str) -> None:
        """Validate a password against the configured rules."""
        try:
            password_validation.validate_password(password, self.official)
        except forms.ValidationError as error:
            self.add_error("password", error)
