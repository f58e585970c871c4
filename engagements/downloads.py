"""A stored file as it is handed out: saved by the browser, never opened in it, and kept by nobody on the way."""

import logging
from typing import TypeVar

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from engagements.models import Attachment
from engagements.rules.files.kinds import CONTENT_TYPES
from engagements.rules.files.names import clean_name

log = logging.getLogger(__name__)

# Should a browser open it all the same, nothing in it runs, and it reaches nothing.
SANDBOX_CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

DownloadResponse = TypeVar("DownloadResponse", bound=HttpResponseBase)


def save_as(response: DownloadResponse, name: str) -> DownloadResponse:
    """Let the browser save an answer under a name; every other header is set by the middleware."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Content-Security-Policy"] = SANDBOX_CSP
    return response


def handed_out(attachment: Attachment) -> FileResponse:
    """Return a file under the name it came with, as the kind it was found to be.

    Whether the one who asks may have it is the caller's question. What is infected nobody gets: Http404.
    """
    if attachment.is_infected:
        raise Http404
    try:
        file = attachment.open()
    except FileNotFoundError as missing:
        log.error("The file of attachment %s is missing from the storage", attachment.pk)
        raise Http404 from missing
    response = FileResponse(file, content_type=CONTENT_TYPES[attachment.file_kind])
    return save_as(response, clean_name(attachment.original_name))
