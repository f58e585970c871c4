"""allauth's forms with our labels and without placeholders."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as webauthn
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

Label = Promise | str

# No second password reset email to an address within this time: the first link still works.
RESET_PAUSE = timedelta(minutes=10)


class RelabelledFormMixin:
    """Relabels the fields in `labels` and clears placeholders and help texts of the library."""

    labels: ClassVar[Mapping[str, Label]] = {}
    hints: ClassVar[Mapping[str, Label]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class LoginForm(RelabelledFormMixin, account.LoginForm):
    labels = {"login": _("Email address"), "password": _("Password")}


class ResetPasswordForm(RelabelledFormMixin, account.ResetPasswordForm):
    labels = {"email": _("Email address")}
    users: list[Any]

    def clean_email(self) -> str:
        """Skip accounts without a usable password: an expired invitation must stay expired."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Email a link unless one was sent recently; then show when, the same for known and unknown addresses."""
        email, at = self.cleaned_data["email"].strip().lower(), timezone.now()
        key = f"password-reset:{sha256(email.encode()).hexdigest()}"
        if cache.add(key, at.isoformat(), RESET_PAUSE.total_seconds()):
            return super().save(request, **kwargs)
        sent_at = datetime.fromisoformat(cache.get(key) or at.isoformat())
        until = sent_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        in_words = import_string("engagements.rules.dates.moment_text")
        values = {"at": in_words(sent_at), "until": in_words(until)}
        sentence = _(
            "An email was sent to this address on %(at)s. The link in it works until %(until)s; no "
            "second email was sent."
        )
        messages.info(request, sentence % values)
        return email


NEW_PASSWORD = {"password1": _("New password"), "password2": _("Confirm new password")}
NEW_PASSWORD_HINTS = {"password1": _("At least 12 characters. Three unrelated words are easy to remember.")}


class ResetPasswordKeyForm(RelabelledFormMixin, account.ResetPasswordKeyForm):
    labels, hints = NEW_PASSWORD, NEW_PASSWORD_HINTS


class ChangePasswordForm(RelabelledFormMixin, account.ChangePasswordForm):
    labels, hints = NEW_PASSWORD | {"oldpassword": _("Current password")}, NEW_PASSWORD_HINTS


class PasswordAgainForm(RelabelledFormMixin, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class FactorCodeForm(RelabelledFormMixin, mfa.AuthenticateForm):
    labels = {"code": _("Code")}


class CodeAgainForm(RelabelledFormMixin, mfa.ReauthenticateForm):
    labels = {"code": _("Code")}


class SetUpAppForm(RelabelledFormMixin, totp.ActivateTOTPForm):
    labels = {"code": _("Code shown in the app")}

    def clean_code(self) -> str:
        """Mark the code as used, so that it cannot be used again to sign in."""
        code = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class SetUpKeyForm(RelabelledFormMixin, webauthn.AddWebAuthnForm):
    labels = {"name": _("Name of the key"), "passwordless": _("Use it as a passkey, instead of a password and code")}


class RenameKeyForm(RelabelledFormMixin, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name of the key")}
