"""What was heard, as an official writes it down, and the link that the venture is mailed to confirm it."""

from dataclasses import replace
from datetime import date
from typing import Any

from engagements.choices import PublicationConsent
from engagements.models import (
    Consultation,
    OutgoingMessage,
)
from engagements.rules.entries import Entry
from engagements.rules.points import Person
from tests import factories

SAID_ON = date(2025, 3, 24)


def entry(to: Consultation, *, said_on: date | None = SAID_ON, person: Person | None = None, **point: Any) -> Entry:
    """Return a point that was said in a session; `point` takes the fields of Point."""
    sent = factories.sent(to, envelope={"channel": "session"}, consent=PublicationConsent.OFFICIALS, **point)
    return Entry(replace(sent, person=person), said_on)


def person(email: str = "asha@example.org") -> Person:
    """Return who spoke for the venture."""
    return Person("Asha", email)


def token_in(message: OutgoingMessage) -> str:
    """Return the token of the link in a mail."""
    [line] = [line for line in message.body.splitlines() if "/heard/" in line]
    return line.rstrip("/").rpartition("/")[2]
