"""Access control of the policy pages: signed-in officials with the required permissions."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, may

Page = Callable[[HttpRequest, Actor], HttpResponseBase]
View = Callable[[HttpRequest], HttpResponseBase]


def open_to(*acts: Act) -> Callable[[Page], View]:
    """Restrict a page to officials who may do all of the acts, and pass it the official as an actor."""

    def guard(page: Page) -> View:
        @require_GET
        @wraps(page)
        def guarded(request: HttpRequest) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = Actor.official(request.user)
            if not all(may(actor, act) for act in acts):
                raise PermissionDenied
            if "" in request.GET.values():
                return redirect(_without_blanks(request))
            return page(request, actor)

        return guarded

    return guard


def _without_blanks(request: HttpRequest) -> str:
    """Return the URL without the empty parameters that a form sends, so that it is short enough to share."""
    filled = urlencode({name: value for name, value in request.GET.dict().items() if value})
    return f"{request.path}?{filled}" if filled else request.path
