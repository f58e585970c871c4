"""Follow a submission on its status page as its venture does."""

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from engagements.models import Submission
from tests.factories import ACCESS_CODE


def opened(client: Client, submission: Submission) -> Client:
    """Open a submission with its code and return the browser that has it open."""
    client.post(submission.get_absolute_url(), {"code": ACCESS_CODE})
    return client


def page(client: Client, submission: Submission) -> HttpResponse:
    """Open a submission with its code and return its page."""
    response = opened(client, submission).get(submission.get_absolute_url())
    assert response.status_code == 200
    return response


def answer(
    client: Client,
    submission: Submission,
    words: str = "It was the third.",
    *,
    files: Sequence[SimpleUploadedFile] = (),
    version: str | None = None,
) -> HttpResponse:
    """Answer the open question, with what stands on the page or another version."""
    seen = submission.version if version is None else version
    given = {"answer": words, "version": seen, "attachments": list(files)}
    return client.post(submission.get_absolute_url() + "answer/", given)
