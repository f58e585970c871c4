"""Confirmation or correction by a venture, through an emailed link, of a submission an official recorded for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from engagements.actions import recorded_submissions
from engagements.actions.links import confirmation_link
from engagements.actions.recorded_submissions import TEXTS, ConfirmedTexts
from engagements.errors import ActionRefused
from engagements.models import MailedLink, Submission
from engagements.models.base import localised
from engagements.public.forms.base import ACKNOWLEDGED_WARNINGS
from engagements.public.forms.recorded_confirmation import ConfirmForm, CorrectForm
from engagements.public.views import status_access
from engagements.public.views.drafts import RECEIPT_VISIBLE_FOR
from engagements.public.views.submission_rows import foreign_language, submission_facts
from engagements.rules import codes
from engagements.rules.intake import is_notice_awaited
from engagements.rules.receipts import receipt_of
from engagements.rules.recorded_submissions import awaits_confirmation


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the recorded texts; a POST confirms them unchanged and shows the access code once."""
    link = confirmation_link(token, at=timezone.now())
    if link is None or is_link_expired(link):
        return link_expired(request, link, token)
    form = ConfirmForm(_posted(request), consultation=_point(link).consultation)
    if form.is_valid() and not is_awaited(link):
        texts = {name: getattr(_point(link), name) for name in TEXTS}
        return save_confirmation(request, link, token, form, texts)
    return show_recorded(request, link, form)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, token: str) -> HttpResponse:
    """Let the venture correct the texts; a POST confirms the corrected ones."""
    link = confirmation_link(token, at=timezone.now())
    if link is None or is_link_expired(link):
        return link_expired(request, link, token)
    texts = {name: getattr(_point(link), name) for name in TEXTS}
    form = CorrectForm(_posted(request), consultation=_point(link).consultation, initial=texts)
    if (
        form.is_valid()
        and not is_awaited(link)
        and not form.has_new_warnings(request.POST.getlist(ACKNOWLEDGED_WARNINGS))
    ):
        return save_confirmation(request, link, token, form, form.texts)
    return show_recorded(request, link, form)


def show_recorded(request: HttpRequest, link: MailedLink, form: ConfirmForm) -> HttpResponse:
    """Render the page of either form, with the texts to read or to edit."""
    submission = _point(link)
    awaits_notice = is_awaited(link)
    context = {
        "submission": submission,
        "awaits_notice": awaits_notice,
        "recorded": submission.recorded_submission,
        "session": localised(submission.session, "title") if submission.session else "",
        "form": form,
        "corrects": isinstance(form, CorrectForm),
        "language": foreign_language(submission),
        "rows": submission_facts(submission),
    }
    status = 409 if awaits_notice and request.method == "POST" else 200
    return render(request, "public/recorded/confirm.html", context, status=status)


def save_confirmation(
    request: HttpRequest, link: MailedLink, token: str, form: ConfirmForm, texts: dict[str, str]
) -> HttpResponse:
    """Confirm the submission with these texts, or show why it can no longer be confirmed."""
    said = ConfirmedTexts(**texts, consent=form.chosen, notice_id=form.cleaned_data["notice"])
    at = timezone.now()
    try:
        recorded_submissions.confirm_submission(link, said, access_code=_code(token), at=at)
    except ActionRefused:
        return link_expired(request, confirmation_link(token, at=at), token)
    return confirmed_page(request, confirmation_link(token, at=at) or link, token)


def confirmed_page(request: HttpRequest, link: MailedLink, token: str) -> HttpResponse:
    """Show the reference and, once, the access code; set the cookie that opens the submission's page."""
    submission = _point(link)
    context = {"submission": submission, "recorded": submission.recorded_submission, "code": _code(token)}
    context["receipt"] = receipt_of(submission)
    return status_access.set_access_cookie(render(request, "public/recorded/done.html", context), submission)


def link_expired(request: HttpRequest, link: MailedLink | None, token: str) -> HttpResponse:
    """Return the page for a link that is no longer valid; right after a confirmation, show its page again."""
    if request.method == "POST" and link is not None and _has_just_confirmed(link, token):
        return confirmed_page(request, link, token)
    is_confirmed = link is not None and _point(link).recorded_submission.is_confirmed
    return render(request, "public/recorded/link_expired.html", {"is_confirmed": is_confirmed}, status=404)


def is_link_expired(link: MailedLink) -> bool:
    """Return whether a link is no longer valid: it was used, or its submission no longer awaits confirmation."""
    return link.used_at is not None or not awaits_confirmation(_point(link))


def is_awaited(link: MailedLink) -> bool:
    """Return whether a complete privacy notice must be published first; the link stays valid."""
    return not _point(link).is_example and is_notice_awaited()


def _has_just_confirmed(link: MailedLink, token: str) -> bool:
    is_recent = link.used_at is not None and timezone.now() - link.used_at <= RECEIPT_VISIBLE_FOR
    return is_recent and codes.matches(_code(token), _point(link).access_code_hash)


def _code(token: str) -> str:
    """Return the access code derived from a link's token, so that a repeated request shows the same code."""
    return codes.derive_access_code(codes.normalise_code(token))


def _posted(request: HttpRequest) -> dict[str, str] | None:
    return request.POST if request.method == "POST" else None


def _point(link: MailedLink) -> Submission:
    assert link.submission is not None  # noqa: S101 - the database holds it for links of this purpose
    return link.submission
