"""What was heard, as an official writes it down, and the link that the venture is mailed to confirm it."""

from dataclasses import replace
from datetime import date
from typing import Any

from engagements.choices import PublicationConsent
from engagements.models import (
    Consultation,
    OutgoingMessage,
)
from engagements.rules.recorded_submission_parser import ParsedSubmission
from engagements.rules.submission_data import ContactData
from tests import factories

SAID_ON = date(2025, 3, 24)


def entry(
    to: Consultation, *, said_on: date | None = SAID_ON, person: ContactData | None = None, **point: Any
) -> ParsedSubmission:
    """Return a point that was said in a session; `point` takes the fields of Point."""
    sent = factories.sent(to, envelope={"channel": "session"}, consent=PublicationConsent.OFFICIALS, **point)
    return ParsedSubmission(replace(sent, contact=person), said_on)


def person(email: str = "asha@example.org") -> ContactData:
    """Return who spoke for the venture."""
    return ContactData("Asha", email)


def token_in(message: OutgoingMessage) -> str:
    """Return the token of the link in a mail."""
    [line] = [line for line in message.body.splitlines() if "/recorded/" in line]
    return line.rstrip("/").rpartition("/")[2]
