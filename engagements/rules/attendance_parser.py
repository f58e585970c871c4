"""Parse the attendance of one venture at a session, from a form or a spreadsheet row."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.rules import parsers
from engagements.rules.recorded_submission_parser import Reader, parse_fields, readers_of_venture, venture_data_from
from engagements.rules.submission_data import VentureData
from engagements.rules.vocabulary import Vocabulary

FIELDS = ("venture_name", "kind", "state", "email", "is_invited", "is_present")


@dataclass(frozen=True)
class AttendanceEntry:
    """One venture at one session; `email` distinguishes ventures of the same name and is not stored."""

    venture: VentureData
    email: str
    is_invited: bool
    is_present: bool


@dataclass(frozen=True)
class SeatReading:
    """The result: an entry, or an error message for each invalid field."""

    seat: AttendanceEntry | None
    problems: dict[str, str]


def read_seat(written: Mapping[str, str], terms: Vocabulary) -> SeatReading:
    """Parse one venture's attendance from the text of each field."""
    read, problems = parse_fields(written, _readers(terms))
    if not problems and not (read["is_invited"] or read["is_present"]):
        problems["is_present"] = _("Mark it as invited or present. Leave out ventures that were neither.")
    if problems:
        return SeatReading(None, problems)
    return SeatReading(
        AttendanceEntry(venture_data_from(read), read["email"] or "", read["is_invited"], read["is_present"]), {}
    )


def _readers(terms: Vocabulary) -> dict[str, Reader]:
    return {
        **readers_of_venture(terms),
        "is_invited": parsers.yes_no_from,
        "is_present": parsers.yes_no_from,
    }
