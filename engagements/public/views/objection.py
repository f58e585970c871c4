"""Objection of a venture to a final reply, once per reply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from engagements.actions import casework
from engagements.errors import ActionRefused
from engagements.models import Submission
from engagements.public.forms.base import ACKNOWLEDGED_WARNINGS
from engagements.public.forms.tracking import CodeForm, ObjectionForm
from engagements.public.views import status_access, submission_history
from engagements.public.views.http import see_other
from engagements.public.views.status import ask_for_code
from engagements.rules.actors import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def objection_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask what is missing, then reopen the submission for a lead.

    If the permission has expired, the posted text is shown again.
    """
    printed = status_access.normalised_reference(reference)
    submission = status_access.submission_from_cookie(request, printed)
    if submission is None and request.method != "POST":
        return see_other("public:status", reference)
    if submission is None:
        return ask_for_code(request, CodeForm(), reference=printed, status=403)
    reply = submission_history.reply_open_to_objection(submission)
    if reply is None:
        return see_other(submission)
    form = ObjectionForm(request.POST if request.method == "POST" else None, initial={"version": submission.version})
    may_go = form.is_valid() and not form.has_new_warnings(request.POST.getlist(ACKNOWLEDGED_WARNINGS))
    if may_go and _object(submission, form):
        messages.success(
            request, _("Your submission has been reopened. A senior officer will review it and send you a new reply.")
        )
        return see_other(submission)
    return render(request, "public/track/object.html", {"submission": submission, "form": form, "reply": reply})


def _object(submission: Submission, form: ObjectionForm) -> bool:
    """Return whether the objection was recorded; otherwise add the reason and the current version to the form."""
    body, version = form.cleaned_data["missing"], form.cleaned_data["version"]
    try:
        casework.object_to_reply(submission, body, by=Actor.venture(submission), at=timezone.now(), version=version)
    except ActionRefused as refused:
        form.data = {"missing": body, "version": submission.version}
        form.add_error(None, refused.message)
        return False
    return True
