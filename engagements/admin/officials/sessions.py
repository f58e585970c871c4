"""The “My sign-ins” page: an official's open sessions, each of which can be ended."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from engagements.actions import sessions
from engagements.admin.plain_pages import actor_of
from engagements.models import OfficialSession
from engagements.rules.numerals import format_number

OTHERS = "others"


@dataclass(frozen=True)
class SignIn:
    """One sign-in, with the mark that its button sends."""

    session: OfficialSession
    mark: str
    is_this: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """List the user's sign-ins; a POST ends one of the others, or all of them."""
    by, at = actor_of(request), timezone.now()
    assert by.user is not None  # noqa: S101 - the actor of a request is an official
    rows = [
        SignIn(session, sessions.mark_of(session.pk), is_this=session.pk == request.session.session_key)
        for session in sessions.open_sessions(by.user, at=at)
    ]
    if request.method == "POST":
        named = request.POST.get("end", "")
        ended = sessions.end_session(
            by.user, [row.mark for row in rows if not row.is_this and named in (OTHERS, row.mark)], by=by, at=at
        )
        sentence = ngettext("%(count)s sign-in has ended.", "%(count)s sign-ins have ended.", ended)
        messages.success(request, sentence % {"count": format_number(ended)})
        return redirect("own_sessions")
    return render(request, "account/sessions.html", {"rows": rows, "others": OTHERS, "has_others": len(rows) > 1})
