"""Session checks for signed-in officials: age and second factor."""

import logging
import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from portal.accounts.places import device_of, network_of
from portal.logs import route_of
from portal.paths import is_official
from portal.sessions import BEGAN_AT, DEVICE, NETWORK, SEEN_AT

logger = logging.getLogger("portal.refusals")

# Minimum seconds between two updates of the last-seen time: an idle limit of half an hour needs no write per page.
SEEN_STEP = 60

# Pages open to a session that has not proved its second factor: reauthentication and sign-out.
WAYS_TO_PROVE = ("/accounts/logout/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/webauthn/reauthenticate/")

# Browser data cleared at sign-out. Not “cookies”: the session cookie is deleted by name, and the others hold the
# reader's language, the known-device mark, and the draft of a venture in the same browser.
FORGOTTEN = '"cache", "storage"'

Answerer = Callable[[HttpRequest], HttpResponse]


class SessionLimit:
    """Extends an official's session at each request, and ends it a fixed time after sign-in."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_official(request) or not request.user.is_authenticated:
            return self.get_response(request)
        response = self.log_out(request) if self.is_over(request) else self.answer(request)
        if not request.user.is_authenticated:
            response["Clear-Site-Data"] = FORGOTTEN
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and log refusals."""
        self.note(request)
        who = request.user.pk
        response = self.get_response(request)
        if response.status_code in (403, 404) and request.resolver_match:
            fields = {"official": who, "method": request.method, "route": route_of(request)}
            logger.warning("refused", extra={"fields": {**fields, "status": response.status_code}})
        return response

    def is_over(self, request: HttpRequest) -> bool:
        # A session without a start time was not created by a sign-in.
        began_at = request.session.get(BEGAN_AT, 0)
        ended_at = getattr(request.user, "logged_out_at", None)
        if ended_at and began_at < ended_at.timestamp():
            return True
        return time.time() - began_at > settings.SESSION_LIMIT

    def log_out(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        sentence = _("You have been signed out because your session expired or was ended. Please sign in again.")
        messages.info(request, sentence)
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))

    def note(self, request: HttpRequest) -> None:
        if time.time() - request.session.get(SEEN_AT, 0) > SEEN_STEP:
            request.session[SEEN_AT] = time.time()
            request.session[NETWORK] = network_of(request)
            request.session[DEVICE] = device_of(request)


class SecondFactorGate:
    """Redirects officials without a second factor in their session to prove one or to set one up."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_open(request):
            return self.get_response(request)
        if is_mfa_enabled(request.user):
            return redirect_to_login(request.get_full_path(), resolve_url("mfa_reauthenticate"))
        messages.info(request, _("Set up a second factor first: an authenticator app or a passkey."))
        return redirect_to_login(request.get_full_path(), resolve_url("mfa_index"))

    def is_open(self, request: HttpRequest) -> bool:
        if not settings.MFA_REQUIRED or not is_official(request) or not request.user.is_authenticated:
            return True
        if not request.path_info.startswith("/accounts/"):
            return has_second_factor(request)
        # Factors are managed there, so once one exists it must be proved first, or it could be removed without it.
        return request.path_info in WAYS_TO_PROVE or has_second_factor(request) or not is_mfa_enabled(request.user)


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether this session was opened or confirmed with a second factor or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


@receiver(user_logged_in)
def record_session_start(*, request: HttpRequest, **options: Any) -> None:
    """Record when a session begins: at sign-in, not at the first page, so that an unused session can be ended."""
    request.session[BEGAN_AT] = request.session[SEEN_AT] = time.time()
    request.session[NETWORK], request.session[DEVICE] = network_of(request), device_of(request)


@receiver(authenticator_added)
def mark_mfa_satisfied(*, request: HttpRequest, user: Any, authenticator: Any, **options: Any) -> None:
    """Treat a second factor as proved after its setup, which required a code or a touch."""
    kind = authenticator.type
    if kind != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=kind)
