"""A stored file as it is handed out: saved by the browser, never opened in it, and kept by nobody on the way."""

import logging

from django.http import FileResponse, Http404

from engagements.models import Attachment
from engagements.rules.files.kinds import CONTENT_TYPES
from engagements.rules.files.names import clean_name

log = logging.getLogger(__name__)

# Should a browser open it all the same, nothing in it runs, and it reaches nothing.
CLOSED = "default-src 'none'; sandbox"


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
    response = FileResponse(
        file,
        as_attachment=True,
        filename=clean_name(attachment.original_name),
        content_type=CONTENT_TYPES[attachment.file_kind],
    )
    response["Content-Security-Policy"] = CLOSED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
