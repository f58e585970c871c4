"""Attachments of a submission, for the review page."""

from dataclasses import dataclass

from django.urls import reverse

from engagements.choices import ScanResult
from engagements.models import Attachment, Clarification, Submission
from engagements.rules.files.words import facts

TONES = {ScanResult.NOT_SCANNED: "warn", ScanResult.CLEAN: "good", ScanResult.INFECTED: "bad"}


@dataclass(frozen=True)
class CaseFile:
    """One file with its scan result and its URL; infected files have no URL."""

    name: str
    facts: str
    badge: str
    tone: str
    url: str


def files_of(submission: Submission, answer: Clarification | None = None) -> tuple[CaseFile, ...]:
    """Return the files sent with the submission, or with the answer to one clarification."""
    wanted = answer.pk if answer else None
    return tuple(_case_file(file) for file in submission.attachments.all() if file.clarification_id == wanted)


def _case_file(file: Attachment) -> CaseFile:
    scan = ScanResult(file.scan)
    args = [file.submission_id, file.pk]
    url = "" if file.is_infected else reverse("admin:engagements_submission_file", args=args)
    return CaseFile(file.original_name, facts(file), str(scan.label), TONES[scan], url)
