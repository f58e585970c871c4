"""The files of a submission as officials read of them, and how one is opened."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from engagements.actions import attachments
from engagements.admin.base import actor_of
from engagements.choices import ScanResult
from engagements.downloads import handed_out
from engagements.models import Attachment, Clarification, Submission
from engagements.rules.files.words import facts

TONES = {ScanResult.NOT_SCANNED: "warn", ScanResult.CLEAN: "good", ScanResult.INFECTED: "bad"}


@dataclass(frozen=True)
class CaseFile:
    """One file: what it is, what the virus scanner said, and where it is opened; nowhere if it is infected."""

    name: str
    facts: str
    badge: str
    tone: str
    url: str


def files_of(submission: Submission, answer: Clarification | None = None) -> tuple[CaseFile, ...]:
    """Return the files that came with the point, or with the answer to one question."""
    wanted = answer.pk if answer else None
    return tuple(_case_file(file) for file in submission.attachments.all() if file.clarification_id == wanted)


def opened_file(request: HttpRequest, submission: Submission, number: int) -> HttpResponseBase:
    """Hand out a file of a submission that the official may see, and put on record that it was opened."""
    file = get_object_or_404(Attachment.objects.of(submission), pk=number)
    response = handed_out(file)
    if request.method == "GET":
        attachments.open_logged(file, by=actor_of(request), at=timezone.now())
    return response


def _case_file(file: Attachment) -> CaseFile:
    scan = ScanResult(file.scan)
    args = [file.submission_id, file.pk]
    url = "" if file.is_infected else reverse("admin:engagements_submission_file", args=args)
    return CaseFile(file.original_name, facts(file), str(scan.label), TONES[scan], url)
