"""“This does not answer my point”: a venture's word on a final reply, once for each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from engagements.actions import casework
from engagements.errors import Refused
from engagements.models import Submission
from engagements.public.forms.base import WARNED
from engagements.public.forms.tracking import CodeForm, ObjectionForm
from engagements.public.views import permission, story
from engagements.public.views.redirects import see_other
from engagements.public.views.status import ask_for_code
from engagements.rules.actors import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def object_to_reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask what is missing, then open the submission again with a lead.

    What was typed is given back when the permission has run out.
    """
    printed = permission.printed(reference)
    submission = permission.permitted(request, printed)
    if submission is None and request.method != "POST":
        return see_other("public:status", reference)
    if submission is None:
        return ask_for_code(request, CodeForm(), reference=printed, status=403)
    reply = story.disputable(submission)
    if reply is None:
        return see_other(submission)
    form = ObjectionForm(request.POST if request.method == "POST" else None, initial={"version": submission.version})
    may_go = form.is_valid() and not form.is_doubtful(request.POST.getlist(WARNED))
    if may_go and _object(submission, form):
        messages.success(request, _("It is open again. A lead looks at it and answers you anew."))
        return see_other(submission)
    return render(request, "public/track/object.html", {"submission": submission, "form": form, "reply": reply})


def _object(submission: Submission, form: ObjectionForm) -> bool:
    """Return whether the objection was taken; if not, the form says why and stands for what is true now."""
    body, version = form.cleaned_data["missing"], form.cleaned_data["version"]
    try:
        casework.object_to_reply(submission, body, by=Actor.venture(submission), at=timezone.now(), version=version)
    except Refused as refused:
        form.data = {"missing": body, "version": submission.version}
        form.add_error(None, refused.message)
        return False
    return True
