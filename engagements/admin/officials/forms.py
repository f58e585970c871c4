"""What officials' accounts ask for: facts and roles, a password, who takes over when somebody leaves."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import assignments
from engagements.admin.submissions.forms import WrittenAddress, WrittenLine
from engagements.choices import Role
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
    """An account that exists."""

    is_active = forms.BooleanField(
        label=gettext_lazy("May log in"),
        required=False,
        help_text=gettext_lazy(
            "Take this away to lock the account for a while; its sessions end at once. For good, use “Has left” above."
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
    """A new account; its official chooses the password."""

    field_order = ("email", "full_name", "designation", "roles")
    email = WrittenAddress(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The invitation goes there. It is the log-in name, and cannot be changed later."),
    )


class LeaveForm(forms.Form):
    """Who takes over from somebody who leaves."""

    successor = forms.TypedChoiceField(
        label=gettext_lazy("What is in their charge goes to"), required=False, empty_value=None
    )

    def __init__(self, *args: Any, leaver: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(one.pk): one for one in assignments.assignable() if one.pk != leaver.pk}
        field = self.fields["successor"]
        field.hides_optional = True  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("Nobody: back to the queue, unassigned")),
            *((key, str(official)) for key, official in offered.items()),
        ]
        field.coerce = offered.__getitem__  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A password that an official chooses, typed twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("12 characters or more. Three words that do not belong together are easy to keep."),
    )
    again = forms.CharField(
        label=gettext_lazy("New password once more"),
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
