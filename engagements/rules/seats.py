"""Who was invited to a session and who came, as an official writes it down: in a form or in a row of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.rules import readers
from engagements.rules.entries import Reader, profile_of, read_all, readers_of_venture
from engagements.rules.points import Profile
from engagements.rules.terms import Terms

FIELDS = ("venture_name", "kind", "state", "email", "is_invited", "is_present")


@dataclass(frozen=True)
class Seat:
    """One venture at one session; `email` tells ventures of one name apart and is not kept."""

    profile: Profile
    email: str
    is_invited: bool
    is_present: bool


@dataclass(frozen=True)
class SeatReading:
    """What became of what was written: a seat, or for each field that stands in its way a sentence."""

    seat: Seat | None
    problems: dict[str, str]


def read_seat(written: Mapping[str, str], terms: Terms) -> SeatReading:
    """Read one venture's attendance from what was written into each field."""
    read, problems = read_all(written, _readers(terms))
    if not problems and not (read["is_invited"] or read["is_present"]):
        problems["is_present"] = _("Say that it was invited, or that it was present. Leave out who was neither.")
    if problems:
        return SeatReading(None, problems)
    return SeatReading(Seat(profile_of(read), read["email"] or "", read["is_invited"], read["is_present"]), {})


def _readers(terms: Terms) -> dict[str, Reader]:
    return {
        **readers_of_venture(terms),
        "is_invited": readers.yes_no_from,
        "is_present": readers.yes_no_from,
    }
