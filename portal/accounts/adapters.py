"""allauth adapters: closed sign-up, delays after wrong passwords, emails through the outbox, encrypted secrets."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import pauses
from portal.accounts.places import remember_device

# Emails sent on a request for a password reset; all others report a change.
RESET_MAILS = {"account/email/password_reset_key", "account/email/unknown_account"}

# Within the server's limit for a request line.
ADDRESS_LENGTH_MAX = 4000


class OfficialAdapter(DefaultAccountAdapter):
    """Account rules for officials, whose accounts are created by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask your administrator."),
        "email_password_mismatch": _("The email address and password do not match. Check both."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether a redirect target is a local path; allauth's own check accepts more."""
        is_path = url.startswith("/") and len(url) <= ADDRESS_LENGTH_MAX
        return is_path and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.ORGANISATION_NAME}: {subject}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's IP address behind our proxies; requests without one share a counter."""
        return request.META["REMOTE_ADDR"] or "0.0.0.0"  # noqa: S104 - nothing listens there

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check a password, or raise an error that says how long to wait; see `pauses`."""
        try:
            this = pauses.begin(request, str(credentials.get("email", "")))
        except pauses.TooSoon as soon:
            raise _wait(soon.seconds) from soon
        user = super().authenticate(request, **credentials)
        if user is not None:
            pauses.undo(this)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Skip allauth's own password limits: anyone who knows an email address could lock its owner out."""

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **about: Any) -> HttpResponse:
        response = super().post_login(request, user, **about)
        remember_device(request, response, user.get_username())
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the password reset URL on SITE_URL, never on the host named by the request."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue an email in the outbox, so that it survives an outage of the mail server.

        Emails that anyone can request count towards the limits for visitors. Above them none is sent, and the page is
        unchanged, so that nothing is disclosed.
        """
        if template_prefix in RESET_MAILS and not self._is_within_limits(email):
            return
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        queue = import_string("engagements.mail.messages.queue_account_mail")
        queue(
            "password_reset" if template_prefix in RESET_MAILS else "account_changed",
            recipient=email,
            subject=mail.subject,
            body=mail.body,
            language=(get_language() or settings.LANGUAGE_CODE).split("-")[0],
            at=timezone.now(),
        )

    def _is_within_limits(self, email: str) -> bool:
        count_mail = import_string("engagements.actions.limits.count_mail")
        refused = import_string("engagements.errors.ActionRefused")
        try:
            count_mail(self.request.META["REMOTE_ADDR"], email, at=timezone.now())
        except refused:
            return False
        return True


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts secrets of second factors, so that a copy of the database does not reveal them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not work. Wait for the app to show the next code, then enter it."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _wait(seconds: int) -> ValidationError:
    words = ngettext(
        "Too many wrong passwords. Wait %(seconds)d second, then try again.",
        "Too many wrong passwords. Wait %(seconds)d seconds, then try again.",
        seconds,
    )
    return ValidationError(words % {"seconds": seconds}, code="too_many_login_attempts")


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret: str | bytes) -> bytes:
    digest = hashlib.blake2b(force_bytes(secret), digest_size=32, person=b"second factors").digest()
    return base64.urlsafe_b64encode(digest)
