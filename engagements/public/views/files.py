"""Files that a venture attaches: taken and removed in a step of the form, handed out on the page of its submission."""

from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.actions import attachments, limits
from engagements.downloads import handed_out
from engagements.errors import ActionRefused
from engagements.models import Attachment, Draft, Submission
from engagements.public.forms.base import StepForm
from engagements.public.views.status_access import with_permission
from engagements.rules.parsers import parse_pk

# The buttons that keep one on the step: the one names a field, the other a file.
ADD, REMOVE = "add", "remove"

Problems = dict[str, list[str]]


def is_file_button(request: HttpRequest) -> bool:
    """Return whether one of the buttons for files was pressed, and not one that leads on."""
    return ADD in request.POST or REMOVE in request.POST


def process_uploads(request: HttpRequest, draft: Draft, form: StepForm, *, at: datetime) -> Problems:
    """Attach to a draft what a step sends, take out what it removes; return what was not taken, and why, by field."""
    _remove(request, draft, form, at=at)
    found = {name: _attach(request, draft, form, name, at=at) for name, _field in form.file_fields()}
    return {name: sentences for name, sentences in found.items() if sentences}


def _remove(request: HttpRequest, draft: Draft, form: StepForm, *, at: datetime) -> None:
    number = parse_pk(request.POST.get(REMOVE, ""))
    if not number:
        return
    try:
        attachments.remove_from_draft(draft, number, at=at)
    except ActionRefused:
        # It was sent meanwhile, with the file; the page that follows says so.
        return
    for _name, field in form.file_fields():
        field.remove_attachment(number)


def _attach(request: HttpRequest, draft: Draft, form: StepForm, name: str, *, at: datetime) -> list[str]:
    field, question = form.fields[name], form.question_of(name)
    uploads = request.FILES.getlist(name)
    if not uploads and request.POST.get(ADD) == name:
        return [_("Choose a file first, then select “Add file”.")]
    problems = []
    for upload in uploads:
        try:
            limits.count_upload(request.META["REMOTE_ADDR"], upload.size or 0, at=at)
            field.add_attachment(attachments.attach_to_draft(draft, upload, question=question, at=at))
        except ActionRefused as refused:
            problems.append(refused.message)
    return list(dict.fromkeys(problems))


@require_safe
@with_permission
def download(request: HttpRequest, submission: Submission, number: int) -> HttpResponseBase:
    """Hand a file out to whoever may read the submission that it came with."""
    return handed_out(get_object_or_404(Attachment.objects.of(submission), pk=number))
