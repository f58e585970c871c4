"""What a logged-in official's session has to satisfy: its age, and a second factor."""

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

# A click within this many seconds of the last recorded one is not written down: an idle limit of
# half an hour needs no write for every page.
SEEN_STEP = 60

# All that a session without the second factor of its account opens: pages that ask for it, and the way out.
WAYS_TO_PROVE = ("/accounts/logout/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/webauthn/reauthenticate/")

# What the browser forgets at a sign-out. Not “cookies”: the session's is deleted by name, and the others are the
# reader's language, the mark of a known device, and the key to a draft that a venture began in the same browser.
FORGOTTEN = '"cache", "storage"'

Answerer = Callable[[HttpRequest], HttpResponse]


class SessionLimit:
    """Keeps an official's session alive from click to click, and ends it some hours after log-in in any case."""

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
        """Answer, and leave a line in the log where somebody was refused what they asked for."""
        self.note(request)
        who = request.user.pk
        response = self.get_response(request)
        if response.status_code in (403, 404) and request.resolver_match:
            fields = {"official": who, "method": request.method, "route": route_of(request)}
            logger.warning("refused", extra={"fields": {**fields, "status": response.status_code}})
        return response

    def is_over(self, request: HttpRequest) -> bool:
        # A session that does not know when it began was not begun by a log-in of today.
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
    """Sends officials whose session shows no second factor to prove one, or to set one up."""

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
        # Factors are set up there; once there is one, whoever has not shown it could take it away there, too.
        return request.path_info in WAYS_TO_PROVE or has_second_factor(request) or not is_mfa_enabled(request.user)


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was opened or confirmed with a second factor or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


@receiver(user_logged_in)
def record_session_start(*, request: HttpRequest, **options: Any) -> None:
    """Note when a session begins: at the log-in and not at the first page, so that one never used can be ended."""
    request.session[BEGAN_AT] = request.session[SEEN_AT] = time.time()
    request.session[NETWORK], request.session[DEVICE] = network_of(request), device_of(request)


@receiver(authenticator_added)
def mark_mfa_satisfied(*, request: HttpRequest, user: Any, authenticator: Any, **options: Any) -> None:
    """Let a second factor that was just set up stand as shown: setting it up took a code or a touch of it."""
    kind = authenticator.type
    if kind != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=kind)
