"""Parse a submission recorded by an official on behalf of a venture, from a form or a spreadsheet row.

Limits and formats are those of the public form, but the kind and state of the venture are optional, since the official
may not know them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from engagements.choices import Channel, Language, PublicationConsent, VentureKind
from engagements.errors import ActionRefused
from engagements.models.submission import SUMMARY_MAX, TEXT_MAX
from engagements.models.venture import mobile_format
from engagements.rules import identifiers, parsers
from engagements.rules.identity import name_key
from engagements.rules.submission_data import ContactData, IssueData, SubmissionData, VentureData
from engagements.rules.text_cleaning import written_language
from engagements.rules.tokenizer import words_of
from engagements.rules.vocabulary import Vocabulary

# Field names, shared by the form and the spreadsheet columns.
FIELDS = (
    "own_id", "venture_name", "kind", "state", "contact_name", "email", "mobile", "job_title", "challenge",
    "focus_areas", "summary", "experience", "proposal", "severity", "scheme", "stage", "days_lost", "rupees_blocked",
    "channel", "session", "said_on",
)  # fmt: skip
# How a recorded submission can arrive; the web form is for ventures only.
CHANNELS = (Channel.SESSION, Channel.EMAIL, Channel.POST)
NAME_MAX, PERSON_MAX, OWN_ID_MAX = 160, 120, 80

# Arbitrary fixed UUIDv5 namespace.
_SPACE = UUID("6f1c3a52-6f0e-5f0b-9c58-1d2f4f6a9b07")

Reader = Callable[[str], Any]


@dataclass(frozen=True)
class ParsedSubmission:
    """A submission that can be recorded: its data, the date it was made, and its id in the spreadsheet."""

    data: SubmissionData
    stated_on: date
    own_id: str = ""


@dataclass(frozen=True)
class ParseResult:
    """The result: an entry, or an error message for each invalid field."""

    entry: ParsedSubmission | None
    problems: dict[str, str]


def read_entry(written: Mapping[str, str], terms: Vocabulary) -> ParseResult:
    """Parse one submission from the text of each field; missing and empty are the same."""
    read, problems = parse_fields(written, _readers(terms))
    said_on = _parse_event_date(read, problems, terms)
    if problems or said_on is None:
        return ParseResult(None, problems)
    return ParseResult(ParsedSubmission(_submission_data(read), said_on, read["own_id"] or ""), {})


def parse_fields(written: Mapping[str, str], by_field: Mapping[str, Reader]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the parsed value of each valid field, and an error message for each other."""
    read: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, reader in by_field.items():
        try:
            read[name] = reader(written.get(name, "") or "")
        except ActionRefused as refused:
            problems[name] = refused.message
    return read, problems


def parse_optional(reader: Reader) -> Reader:
    """Return a reader that parses empty text as None."""
    return lambda text: reader(text) if text.strip() else None


def key_of(entry: ParsedSubmission, *, consultation_id: int) -> UUID:
    """Return the idempotency key of a row: from its id in the spreadsheet, or else from its content and venture."""
    if entry.own_id:
        about = ["id", consultation_id, entry.own_id.casefold()]
    else:
        issue = entry.data.issue
        text = words_of(f"{issue.summary}\n{issue.experience}\n{issue.proposal}")
        about = ["text", consultation_id, name_key(entry.data.venture.name), issue.challenge_id, " ".join(text)]
    return uuid5(_SPACE, json.dumps(about, ensure_ascii=True))


def _readers(terms: Vocabulary) -> dict[str, Reader]:
    return {**readers_of_venture(terms), **_of_contact(), **_of_point(terms), **_context_readers(terms)}


def readers_of_venture(terms: Vocabulary) -> dict[str, Reader]:
    """Return the readers of the fields that identify the venture."""
    kinds = parsers.names_of([str(kind.label) for kind in VentureKind])
    states = _("the name of a state or its two letters, for example Karnataka or KA")
    ask = _("Enter the name of the venture.")
    return {
        "venture_name": lambda text: parsers.parse_line(parsers.required(text, ask), at_most=NAME_MAX),
        "kind": parse_optional(lambda text: parsers.parse_choice(text, terms.kinds, names=kinds)),
        "state": parse_optional(lambda text: parsers.parse_choice(text, terms.states, names=states)),
        "email": parse_optional(parsers.email_from),
    }


def venture_data_from(read: Mapping[str, Any]) -> VentureData:
    """Return the venture; kind and state are optional."""
    return VentureData(name=read["venture_name"], kind=read["kind"] or VentureKind.UNSURE, state=read["state"] or "")


def _of_contact() -> dict[str, Reader]:
    return {
        "contact_name": lambda text: parsers.parse_line(text, at_most=PERSON_MAX),
        "mobile": parse_optional(
            lambda text: parsers.identifier_from(text, tidy=identifiers.mobile, form_of=mobile_format)
        ),
        "job_title": lambda text: parsers.parse_line(text, at_most=PERSON_MAX),
    }


def _of_point(terms: Vocabulary) -> dict[str, Reader]:
    asks = {
        "summary": _("Enter a one-line summary."),
        "experience": _("Describe what happened in at least one sentence."),
    }
    return {
        "summary": lambda text: parsers.parse_line(parsers.required(text, asks["summary"]), at_most=SUMMARY_MAX),
        "experience": lambda text: parsers.parse_text(parsers.required(text, asks["experience"]), at_most=TEXT_MAX),
        "proposal": lambda text: parsers.parse_text(text, at_most=TEXT_MAX),
        "days_lost": parse_optional(parsers.days_from),
        "rupees_blocked": parse_optional(parsers.blocked_rupees_from),
    }


def _context_readers(terms: Vocabulary) -> dict[str, Reader]:
    def known(field: str, ids: Mapping[str, Any]) -> Reader:
        return parse_optional(lambda text: parsers.parse_choice(text, ids, names=parsers.names_of(terms.labels[field])))

    challenges, areas = (parsers.names_of(terms.labels[field]) for field in ("challenge", "focus_areas"))
    severities = _("1 (minor inconvenience) to 5 (it stops us)")
    ask_challenge = _("Say which challenge the issue is about.")
    ask_areas = _("Name at least one focus area.")
    ask_severity = _("Say how much it holds the venture back, from 1 to 5.")
    return {
        "own_id": parse_optional(lambda text: parsers.parse_line(text, at_most=OWN_ID_MAX)),
        "challenge": lambda text: parsers.parse_choice(
            parsers.required(text, ask_challenge), terms.challenges, names=challenges
        ),
        "focus_areas": lambda text: parsers.parse_choices(text, terms.focus_areas, names=areas, ask=ask_areas),
        "severity": lambda text: parsers.parse_choice(
            parsers.required(text, ask_severity), terms.severities, names=severities
        ),
        "scheme": known("scheme", terms.schemes),
        "stage": known("stage", terms.stages),
        "channel": parse_optional(lambda text: _channel(text, terms)),
        "session": known("session", terms.sessions),
        "said_on": parse_optional(parsers.day_from),
    }


def _channel(text: str, terms: Vocabulary) -> Channel:
    names = parsers.names_of([str(channel.label) for channel in CHANNELS])
    channel = Channel(parsers.parse_choice(text, terms.channels, names=names))
    if channel not in CHANNELS:
        raise ActionRefused(_("Write how it reached you: %(names)s.") % {"names": names})
    return channel


def _parse_event_date(read: dict[str, Any], problems: dict[str, str], terms: Vocabulary) -> date | None:
    """Return the date of the statement, as given or of the session; add problems to `problems`.

    A statement without channel or session, on a day with one session, is assigned to that session.
    """
    session, channel = read.get("session"), read.get("channel") or Channel.SESSION
    if channel is Channel.SESSION and session is None and "session" not in problems:
        session = terms.session_on(read.get("said_on"))
        read["session"] = session
    if channel is Channel.SESSION and session is None and "session" not in problems and terms.session_days:
        problems["session"] = _("Give the session in which it was said, or how else it reached you.")
    said_on: date | None = read.get("said_on") or terms.session_days.get(session or 0)
    if said_on is None:
        if not {"said_on", "session"} & problems.keys():
            problems["said_on"] = _("Give the date on which it was said.")
        return None
    if said_on > terms.today:
        problems["said_on"] = _("That date is in the future. Check the date.")
    elif said_on < terms.opens_on or (terms.closes_on and said_on > terms.closes_on):
        problems["said_on"] = _("The consultation was not open on that day. Check the date.")
    return said_on


def _submission_data(read: Mapping[str, Any]) -> SubmissionData:
    issue = IssueData(
        challenge_id=read["challenge"],
        focus_area_ids=tuple(sorted(read["focus_areas"])),
        summary=read["summary"],
        experience=read["experience"],
        proposal=read["proposal"],
        severity=int(read["severity"]),
        # The venture has not been asked yet: only officials may read it.
        consent=PublicationConsent.OFFICIALS,
        session_id=read["session"],
        scheme_id=read["scheme"],
        stage_id=read["stage"],
        days_lost=read["days_lost"],
        rupees_blocked=read["rupees_blocked"],
    )
    return SubmissionData(
        issue=issue,
        venture=venture_data_from(read),
        contact=_contact_data(read),
        channel=read["channel"] or Channel.SESSION,
        language=Language(written_language(issue.experience)),
    )


def _contact_data(read: Mapping[str, Any]) -> ContactData | None:
    """Return the contact, or None without an email address: personal data is then of no use and not stored."""
    if not read["email"]:
        return None
    return ContactData(
        name=read["contact_name"], email=read["email"], mobile=read["mobile"] or "", job_title=read["job_title"]
    )
