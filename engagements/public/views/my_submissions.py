"""“My submissions”: sign-in by an emailed link, and the list of everything sent from that email address."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagements.actions import claims, links
from engagements.choices import ClaimStatus, LinkPurpose, SubmissionStatus
from engagements.models import MailedLink, Submission
from engagements.public.forms.address import AddressForm
from engagements.public.views import status_access
from engagements.public.views.abuse import honeypot_value, is_within_limits
from engagements.public.views.http import see_other
from engagements.public.views.language import reader_language
from engagements.public.views.mailed import say_not_again
from engagements.public.views.submission_rows import foreign_language
from engagements.rules.actors import Actor

COOKIE = "mine"
SALT = "engagements.public.my"


@dataclass(frozen=True)
class MySubmission:
    """One submission in the list; `language` if not the page's, `needed` if its venture must act.

    `is_to_prove` if it has not yet been confirmed that it was sent from this email address.
    """

    submission: Submission
    language: str
    needed: str
    is_to_prove: bool


@require_http_methods(["GET", "HEAD", "POST"])
def my_submissions(request: HttpRequest) -> HttpResponse:
    """List what was sent from the verified email address; otherwise ask for the address and email a link to it.

    Response and work are the same whether or not anything was sent from the address, so that nothing is disclosed.
    """
    email = _verified_email(request)
    if email and request.method != "POST":
        rows = [_row(submission) for submission in links.submissions_by_email(email)]
        return render(request, "public/my/list.html", {"email": email, "rows": rows})
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and honeypot_value(request):
        sentence = _(
            "A field that must stay empty was filled in, perhaps by your browser. It has been "
            "cleared. Select the button again."
        )
        form.add_error(None, sentence)
    if form.is_valid() and is_within_limits(request, form, at=timezone.now()):
        earlier = links.mail_my_link(form.cleaned_data["email"], language=reader_language(), at=timezone.now())
        if earlier:
            say_not_again(request, earlier)
        return see_other("public:my_sent")
    return render(request, "public/my/request_link.html", {"form": form})


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next, in the same words for every email address."""
    return render(request, "public/my/sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button for an emailed link; its POST consumes the link and sets the cookie."""
    at = timezone.now()
    mailed = links.usable(token, LinkPurpose.MY_SUBMISSIONS, at=at)
    if mailed and request.method != "POST":
        return render(request, "public/my/link.html")
    if mailed and links.consume_link(mailed, at=at):
        return _open_session(see_other("public:my_submissions"), mailed)
    return render(request, "public/my/link_expired.html", status=404)


@require_POST
def open_one(request: HttpRequest) -> HttpResponse:
    """Open the status page of one submission sent from the verified email address."""
    chosen = _chosen(request)
    return status_access.redirect_with_access(chosen) if chosen else see_other("public:my_submissions")


@require_POST
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Confirm that one submission was sent from the verified email address, and use its details for its venture."""
    chosen = _chosen(request)
    if chosen:
        claims.prove(chosen, by=Actor.venture(chosen), at=timezone.now())
        messages.success(request, _("Thank you. We now know that %(reference)s is yours.") % {"reference": chosen})
    return see_other("public:my_submissions")


@require_POST
def close_session(request: HttpRequest) -> HttpResponse:
    """Sign out of the list in this browser."""
    response = see_other("public:my_submissions")
    response.delete_cookie(COOKIE, path=reverse("public:my_submissions"), samesite="Lax")
    return response


def _open_session(response: HttpResponse, mailed: MailedLink) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        # The id of the link instead of the email address, so that the cookie holds no personal data.
        signing.dumps(mailed.pk, salt=SALT),
        max_age=links.LOGGED_IN_LASTS,
        path=reverse("public:my_submissions"),
        secure=not settings.DEMONSTRATION,
        httponly=True,
        samesite="Lax",
    )
    return response


def _verified_email(request: HttpRequest) -> str:
    try:
        number: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=links.LOGGED_IN_LASTS)
    except signing.BadSignature:
        return ""
    return links.email_from_link(number, at=timezone.now())


def _chosen(request: HttpRequest) -> Submission | None:
    """Return the submission posted by a button of the list, if it was sent from the verified email address."""
    email, reference = _verified_email(request), request.POST.get("reference", "")
    mine = links.submissions_by_email(email) if email else []
    return next((submission for submission in mine if submission.reference == reference), None)


def _row(submission: Submission) -> MySubmission:
    is_asked = submission.status == SubmissionStatus.CLARIFICATION
    needed = _("We have asked you a question. Open the submission to answer it. The time limit is paused until you do.")
    is_to_prove = submission.claim.proved_at is None and submission.claim.status == ClaimStatus.OPEN
    return MySubmission(submission, foreign_language(submission), needed if is_asked else "", is_to_prove)
