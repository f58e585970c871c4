"""JSON log formatter without personal data.

URLs can hold secrets, and exception messages can hold what a person typed. So a request is logged by its route, and an
exception by its type and stack.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest

from portal.outage import is_outage

request_id: ContextVar[str] = ContextVar("request_id", default="")

ROOT = Path(__file__).resolve().parent.parent


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": event_of(record),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] and record.exc_info[1]:
            line |= exception_fields(*record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def event_of(record: logging.LogRecord) -> str:
    """Return the message; for records about a request, status and route, since their message quotes the URL."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return f"{getattr(record, 'status_code', '-')} {route_of(request)}"
    return record.getMessage()


def route_of(request: HttpRequest) -> str:
    """Return the URL pattern that matched, never the URL itself."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "unmatched"


def exception_fields(
    kind: type[BaseException], exception: BaseException, trace: TracebackType | None
) -> dict[str, Any]:
    """Return the type and stack of an exception; its message only if it reports an outage.

    Such a message names tables, hosts and locks. Other database messages quote the refused row.
    """
    frames = [place_of(frame) for frame in traceback.extract_tb(trace)]
    fields: dict[str, Any] = {"exception": f"{kind.__module__}.{kind.__qualname__}", "trace": frames}
    if isinstance(exception, DatabaseError | InterfaceError) and is_outage(exception):
        fields["reason"] = str(exception).partition("\n")[0]
    elif isinstance(exception, OSError) and exception.strerror:
        fields["reason"] = exception.strerror
    return fields


def place_of(frame: traceback.FrameSummary) -> str:
    """Return file, line and function of a frame; our own files relative to the project root."""
    file = Path(frame.filename)
    name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else Path(*file.parts[-3:])
    return f"{name}:{frame.lineno} {frame.name}"
