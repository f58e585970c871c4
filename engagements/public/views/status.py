"""Status page of a submission, opened with its access code; and the venture's answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from engagements.actions import casework
from engagements.choices import PublicationConsent
from engagements.errors import ActionRefused
from engagements.models import Submission
from engagements.public.forms.base import ACKNOWLEDGED_WARNINGS
from engagements.public.forms.tracking import AnswerForm, CodeForm
from engagements.public.views import status_access, submission_history
from engagements.public.views.http import see_other
from engagements.public.views.submission_rows import foreign_language, submission_facts
from engagements.rules import access, lifecycle
from engagements.rules.actors import Actor
from engagements.rules.receipts import receipt_of
from engagements.rules.recorded_submissions import awaits_confirmation


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the submission to a browser with permission; otherwise ask for the access code.

    Without a code the page is the same for every well-formed reference, whether it exists or not.
    """
    printed = status_access.normalised_reference(reference)
    if printed and reverse("public:status", args=[printed]) != request.path:
        return see_other("public:status", printed)
    if request.method == "POST":
        return unlock(request, printed)
    submission = status_access.submission_from_cookie(request, printed)
    if submission:
        return show_status(request, submission)
    return ask_for_code(request, CodeForm(), reference=printed, status=200 if printed else 404)


def unlock(request: HttpRequest, printed: str) -> HttpResponse:
    """Open a submission with its code; a wrong code and an unknown reference give the same response."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return ask_for_code(request, form, reference=printed, status=200)
    submission = access.submission_by_access_code(printed, form.cleaned_data["code"])
    if submission:
        return status_access.redirect_with_access(submission)
    form.add_error(None, no_match())
    return ask_for_code(request, form, reference=printed, status=404)


def no_match() -> str:
    """Return the one message for everything that does not open a submission."""
    return _("The reference number and access code do not match. Check both.")


def ask_for_code(request: HttpRequest, form: CodeForm, *, reference: str, status: int) -> HttpResponse:
    """Ask for the access code, and repeat a text that was posted after the permission expired."""
    context = {
        "form": form,
        "typed": request.POST.get("answer", "") or request.POST.get("missing", ""),
        "reference": reference,
    }
    return render(request, "public/track/code.html", context, status=status)


def show_status(request: HttpRequest, submission: Submission, *, form: AnswerForm | None = None) -> HttpResponse:
    """Render the status page; `form` is an answer with errors."""
    asked = submission_history.open_question(submission)
    return render(
        request,
        "public/track/status.html",
        {
            "submission": submission,
            "language": foreign_language(submission),
            "form": form or (AnswerForm(initial={"version": submission.version}) if asked else None),
            "consent": PublicationConsent(submission.consent),
            "may_tighten": PublicationConsent(submission.consent) is not PublicationConsent.OFFICIALS,
            "may_withdraw": may_transition(submission, "withdraw"),
            "shown": submission_history.shown_to_others(submission),
            "not_published_reason": submission_history.not_published_reason(submission),
            "disputable": submission_history.reply_open_to_objection(submission),
            "disputed": submission_history.open_objection(submission),
            "receipt": receipt_of(submission),
            "conversation": submission_history.conversation(submission),
            "history": submission_history.told_history(submission),
            "clock": submission_history.clock(submission, on=submission_history.today()),
            "rows": submission_facts(submission),
            "is_to_confirm": awaits_confirmation(submission),
        },
    )


def may_transition(submission: Submission, name: str) -> bool:
    """Return whether the venture may apply a transition now."""
    return lifecycle.get_transition(name) in lifecycle.available_transitions(Actor.venture(submission), submission)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Save the venture's answer to the open question; if the permission has expired, the posted text is shown again."""
    if request.method != "POST":
        return see_other("public:status", reference)
    printed = status_access.normalised_reference(reference)
    submission = status_access.submission_from_cookie(request, printed)
    if submission is None:
        return ask_for_code(request, CodeForm(), reference=printed, status=403)
    form = AnswerForm(request.POST)
    if not form.is_valid() or form.has_new_warnings(request.POST.getlist(ACKNOWLEDGED_WARNINGS)):
        return show_status(request, submission, form=choosing_again(form, request))
    text, version = form.cleaned_data["answer"], form.cleaned_data["version"]
    try:
        casework.answer_question(
            submission,
            text,
            files=request.FILES.getlist("attachments"),
            by=Actor.venture(submission),
            at=timezone.now(),
            version=version,
        )
    except ActionRefused as refused:
        if not submission_history.was_answered_with(submission, text):
            form = AnswerForm({"answer": text, "version": submission.version})
            form.add_error(refused.field if refused.field in form.fields else None, status_text(refused))
            return show_status(request, submission, form=form)
    messages.success(request, _("We have received your answer. The time limit has started again."))
    return see_other(submission)


def choosing_again(form: AnswerForm, request: HttpRequest) -> AnswerForm:
    """Return a form with its warnings, plus an error if files must be chosen again."""
    if request.FILES:
        form.add_error("attachments", _("Choose the files again: your browser does not keep them."))
    return form


def status_text(refused: ActionRefused) -> str:
    """Return why an answer was refused; if files were the cause, all must be chosen again."""
    if refused.field != "attachments":
        return refused.message
    return _("%(why)s Nothing was sent: choose all files again.") % {"why": refused.message}


@require_POST
@status_access.with_permission
def leave(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Close the submission in this browser."""
    messages.success(request, _("The submission is closed in this browser."))
    return status_access.revoke(see_other("public:track"), submission)
