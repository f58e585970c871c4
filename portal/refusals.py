"""Refusals by the server itself: malformed or slow requests, and failures outside the application."""

import logging
import socket
from http import HTTPStatus

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from gunicorn.http import errors as malformed

from portal.middleware import fixed_headers

logger = logging.getLogger(__name__)

FAILED = HTTPStatus.INTERNAL_SERVER_ERROR
TRY_AGAIN = _("Something went wrong on our side. Please try again in a minute.")
SENTENCES = {
    HTTPStatus.REQUEST_TIMEOUT: _("What you sent did not arrive in time. Please send it again."),
    HTTPStatus.SERVICE_UNAVAILABLE: TRY_AGAIN,
    FAILED: TRY_AGAIN,
}
OTHER_SENTENCE = _("This request cannot be understood.")
REFUSALS = {
    malformed.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    malformed.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    malformed.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    malformed.InvalidResponseHeader: FAILED,
    malformed.InvalidResponseHeaderName: FAILED,
    malformed.ParseException: HTTPStatus.BAD_REQUEST,
}


def status_for(error: BaseException) -> HTTPStatus:
    """Return the status for a request's error and log its type; the message would quote the request."""
    status = next((status for kind, status in REFUSALS.items() if isinstance(error, kind)), FAILED)
    if status == FAILED:
        logger.error("an answer failed", exc_info=error)
    else:
        logger.warning("request refused: %s", type(error).__name__)
    return status


def write_refusal(connection: socket.socket, status: HTTPStatus) -> None:
    """Write a response with one sentence in each language and the headers of every page."""
    sentence = SENTENCES.get(status, OTHER_SENTENCE)
    lines = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            lines.append(f"{gettext(sentence)}\n")
    body = "".join(lines).encode()
    headers = fixed_headers() | {
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Cache-Control": "no-store",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    try:
        connection.sendall(f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode() + body)
    except OSError:
        logger.debug("nobody was left to read the refusal")
