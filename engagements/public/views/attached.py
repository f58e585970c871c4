"""Files of a submission as its venture sees them: those sent with it and with each answer."""

from dataclasses import dataclass

from django.urls import reverse

from engagements.models import Attachment, Clarification, Submission
from engagements.rules.files.words import facts


@dataclass(frozen=True)
class ShownFile:
    """One file: name, kind and size as text, SHA-256 digest, and download URL (empty if infected)."""

    name: str
    facts: str
    sha256: str
    url: str


def files_of(submission: Submission, answer: Clarification | None = None) -> tuple[ShownFile, ...]:
    """Return the files sent with the submission, or with the answer to one question."""
    wanted = answer.pk if answer else None
    return tuple(_shown(file, submission) for file in submission.attachments.all() if file.clarification_id == wanted)


def _shown(file: Attachment, submission: Submission) -> ShownFile:
    url = "" if file.is_infected else reverse("public:file", args=[submission.reference, file.pk])
    return ShownFile(file.original_name, facts(file), file.sha256, url)
