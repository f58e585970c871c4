"""Files attached by a venture: add and remove in a form step, download from the submission's page."""

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

# Buttons that stay on the step; the value of ADD is a field name, that of REMOVE a file id.
ADD, REMOVE = "add", "remove"

Problems = dict[str, list[str]]


def is_file_button(request: HttpRequest) -> bool:
    """Return whether an “add” or “remove” button was used."""
    return ADD in request.POST or REMOVE in request.POST


def process_uploads(request: HttpRequest, draft: Draft, form: StepForm, *, at: datetime) -> Problems:
    """Add and remove the files of a draft as posted; return the refusals by field."""
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
        # The draft was sent meanwhile, including the file; the next page says so.
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
    """Return a file to anyone who may read its submission."""
    return handed_out(get_object_or_404(Attachment.objects.of(submission), pk=number))
