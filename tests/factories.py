"""Real rows for tests: each function makes one, with sensible values for whatever a test does not care about."""

from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from engagements.actions import casework, moves, publication, questions, replies, responses, submissions
from engagements.choices import (
    ConsultationStatus,
    FileKind,
    PolicyKind,
    PublicationConsent,
    QuestionKind,
    ReplyKind,
    Role,
    Severity,
    SheetPurpose,
    VentureKind,
)
from engagements.models import (
    Absence,
    AskedChallenge,
    Attachment,
    Attendance,
    Challenge,
    Consultation,
    Contact,
    ContractStage,
    Desk,
    DeskRule,
    FocusArea,
    Heard,
    KeyFigure,
    MinistryResponse,
    OfficeHolder,
    Official,
    PolicyVersion,
    Question,
    ReplyDraft,
    Scheme,
    Session,
    Sheet,
    Source,
    Submission,
    Venture,
)
from engagements.rules.actors import Actor
from engagements.rules.identity import identity_key, kept_name_key
from engagements.rules.points import Person, Point, Profile, Sent
from engagements.rules.replies import Wording

# 2 April 2025, 16:42 in India: inside the window of `consultation()`.
AT = datetime(2025, 4, 2, 11, 12, tzinfo=UTC)
OPENS_AT = datetime(2025, 3, 23, 18, 30, tzinfo=UTC)
ACCESS_CODE = "TESTTESTTESTTESTTESTTEST12"
PASSWORD = "a password for tests"

_numbers = count(1)


def focus_area(**fields: Any) -> FocusArea:
    """Make a focus area."""
    number = next(_numbers)
    return FocusArea.objects.create(**{"slug": f"area-{number}", "name": f"Area {number}", "position": number} | fields)


def challenge(**fields: Any) -> Challenge:
    """Make a challenge with its question."""
    number = next(_numbers)
    defaults = {
        "slug": f"challenge-{number}",
        "name": f"Challenge {number}",
        "prompt": f"What about challenge {number}?",
        "position": number,
    }
    return Challenge.objects.create(**defaults | fields)


def scheme(**fields: Any) -> Scheme:
    """Make a scheme."""
    number = next(_numbers)
    return Scheme.objects.create(
        **{"slug": f"scheme-{number}", "name": f"Scheme {number}", "position": number} | fields
    )


def contract_stage(**fields: Any) -> ContractStage:
    """Make a contract stage."""
    number = next(_numbers)
    defaults = {"slug": f"stage-{number}", "name": f"Stage {number}", "position": number}
    return ContractStage.objects.create(**defaults | fields)


def office_holder(**fields: Any) -> OfficeHolder:
    """Make an office-holder."""
    return OfficeHolder.objects.create(**{"name": "Shri Test Chair", "office": "Secretary (Tests)"} | fields)


def consultation(
    *, challenges: list[Challenge] | None = None, focus_areas: list[FocusArea] | None = None, **fields: Any
) -> Consultation:
    """Make a published consultation, open since 24 March 2025 without a closing date; it asks one thing in one area."""
    number = next(_numbers)
    defaults = {
        "slug": f"consultation-{number}",
        "title": f"Consultation {number}",
        "summary": f"What consultation {number} is about.",
        "status": ConsultationStatus.PUBLISHED,
        "opens_at": OPENS_AT,
        "organiser": "Department of Tests",
        "ministry": "Ministry of Tests",
        "venue": "Test Block",
    }
    made = Consultation.objects.create(**defaults | fields)
    made.focus_areas.set(focus_areas if focus_areas is not None else [focus_area()])
    for asked in challenges if challenges is not None else [challenge()]:
        AskedChallenge.objects.create(consultation=made, challenge=asked)
    return made


def session(of: Consultation, **fields: Any) -> Session:
    """Make a session of a consultation, with all of its focus areas."""
    defaults = {"title": f"Session {next(_numbers)}", "held_on": date(2025, 3, 24), "venue": "Test Block"}
    made = Session.objects.create(consultation=of, **defaults | fields)
    made.focus_areas.set(of.focus_areas.all())
    return made


def source(of: Consultation, **fields: Any) -> Source:
    """Make a source of a consultation."""
    number = next(_numbers)
    defaults = {"publisher": f"Publisher {number}", "title": f"Report {number}", "published_on": date(2025, 3, 28)}
    return Source.objects.create(consultation=of, **defaults | fields)


def key_figure(of: Consultation, **fields: Any) -> KeyFigure:
    """Make a key figure of a consultation, with a source of its own."""
    number = next(_numbers)
    defaults = {"value": f"{number},000", "label": f"things of kind {number}", "as_of": "February 2025"}
    return KeyFigure.objects.create(consultation=of, **{"source": source(of), **defaults} | fields)


def question(
    to: Consultation, column: str, *options: str, at: datetime = OPENS_AT, by: Actor | None = None, **facts: Any
) -> Question:
    """Ask a question, or word the one of this column anew; `options` are its codes, and the answers like them.

    `shown_if` is the column and the value of another question that it depends on.
    """
    parent, value = facts.pop("shown_if", ("", ""))
    defaults = {
        "column": column,
        "kind": QuestionKind.SINGLE if options else QuestionKind.SHORT_TEXT,
        "wording": f"What about {column}?",
        "position": next(_numbers),
        "shown_if_column": parent,
        "shown_if_value": value,
    }
    offered = [questions.Option(code, code.capitalize()) for code in options]
    return questions.record(to, defaults | facts, offered, by=by or Actor.system("test"), at=at)


def venture(**fields: Any) -> Venture:
    """Make a venture."""
    name = fields.get("name", f"Test Venture {next(_numbers)}")
    defaults = {
        "identity_key": identity_key(name, address_of(name)),
        "name_key": kept_name_key(name),
        "name": name,
        "kind": VentureKind.STARTUP,
        "state": "KA",
        "recorded_at": AT,
    }
    return Venture.objects.create(**defaults | fields)


def contact(of: Venture | None = None, **fields: Any) -> Contact:
    """Make the contact of a venture."""
    of = of or venture()
    defaults = {"name": "Test Person", "email": address_of(of.name), "recorded_at": AT}
    return Contact.objects.create(venture=of, **defaults | fields)


def address_of(name: str) -> str:
    """Return the address under example.org that belongs to a venture's name in tests."""
    return f"{''.join(filter(str.isalnum, name.lower()))}@example.org"


def sent(
    to: Consultation,
    *,
    venture: str = "",
    profile: dict[str, Any] | None = None,
    person: dict[str, Any] | None = None,
    envelope: dict[str, Any] | None = None,
    **point: Any,
) -> Sent:
    """Return what arrives with one submission; `point` takes the fields of Point.

    `venture` is its name: the same name is the same venture, another one each time where none is given.
    """
    name = venture or f"Test Venture {next(_numbers)}"
    default_point = {
        "challenge_id": to.asked_challenges.values_list("challenge_id", flat=True)[0],
        "focus_area_ids": (to.focus_areas.values_list("pk", flat=True)[0],),
        "summary": "Milestone payments arrive five months after acceptance",
        "experience": "Acceptance was signed in October; the tranche reached us in March.",
        "severity": Severity.COSTLY,
        "consent": PublicationConsent.UNNAMED,
    }
    return Sent(
        point=Point(**default_point | point),
        profile=Profile(**{"name": name, "kind": VentureKind.STARTUP, "state": "KA"} | (profile or {})),
        person=Person(**{"name": "Test Person", "email": address_of(name)} | (person or {})),
        **(envelope or {}),
    )


def submission(
    to: Consultation | None = None,
    *,
    at: datetime = AT,
    access_code: str = ACCESS_CODE,
    is_example: bool = False,
    **what: Any,
) -> Submission:
    """Make a submission as the form does: with venture, contact, first status, audit row and acknowledgement.

    `what` goes to `sent()`.
    """
    to = to or consultation()
    arriving = sent(to, envelope={"is_example": is_example} | what.pop("envelope", {}), **what)
    by = Actor.system("test")
    return submissions.receive(
        arriving, consultation=to, idempotency_key=uuid4(), access_code=access_code, by=by, at=at
    )


def moved(
    of: Submission, *names: str, by: Actor | None = None, at: datetime = AT, reason: str = "A reason."
) -> Submission:
    """Take a submission along moves that carry nothing, such as take_up, close, withdraw, quarantine."""
    for name in names:
        of = moves.move(of, name, by=by or Actor.system("test"), at=at, version=of.version, reason=reason)
    return of


def asked(
    of: Submission, question: str = "Which milestone was it?", *, by: Actor | None = None, at: datetime = AT
) -> Submission:
    """Take a received submission up and ask its venture a question."""
    of = moved(of, "take_up", at=at)
    return casework.ask(of, question, by=by or actor(Role.OFFICER), at=at, version=of.version)


def replied(
    of: Submission,
    body: str = "We changed the clause.",
    *,
    kind: ReplyKind = ReplyKind.FINAL,
    by: Actor | None = None,
    at: datetime = AT,
) -> Submission:
    """Take a received submission up and reply to it."""
    of = moved(of, "take_up", at=at)
    return casework.reply(of, body, kind=kind, by=by or actor(Role.OFFICER), at=at, version=of.version)


def drafted(
    of: Submission, body: str = "We changed the clause.", *, by: Actor | None = None, at: datetime = AT, **wording: Any
) -> ReplyDraft:
    """Take a received submission up and keep a draft of a reply to it; `wording` takes the fields of Wording."""
    of = moved(of, "take_up", at=at)
    return replies.draft(of, Wording(body, **wording), by=by or actor(Role.OFFICER), at=at)


def ministry_response(
    to: Consultation, body: str = "We heard you.", *, body_hi: str = "", by: Actor | None = None, at: datetime = AT
) -> MinistryResponse:
    """Prepare a ministry response."""
    return responses.prepare(to, body=body, body_hi=body_hi, by=by or actor(Role.LEAD), at=at)


def released(response: MinistryResponse, *, by: Actor | None = None, at: datetime = AT) -> MinistryResponse:
    """Release a ministry response that was prepared."""
    return responses.release(response, by=by or actor(Role.ADMINISTRATOR), at=at, saves=response.saves)


def published(of: Submission, *, by: Actor | None = None, at: datetime = AT) -> Submission:
    """Decide that a point may be shown."""
    return publication.publish(of, by=by or Actor.system("test"), at=at, version=of.version)


def held_back(
    of: Submission, because: str = "It names a person.", *, by: Actor | None = None, at: datetime = AT
) -> Submission:
    """Decide that a point is not shown."""
    return publication.hold_back(of, because, by=by or Actor.system("test"), at=at, version=of.version)


def attachment(of: Submission, body: bytes = b"Stage,Days\nTrials,240\n", **fields: Any) -> Attachment:
    """Store a table that came with a submission."""
    defaults = {
        "original_name": "stages.csv",
        "stored_name": storages["default"].save("x", ContentFile(body)),
        "kind": FileKind.CSV,
        "size": len(body),
        "sha256": sha256(body).hexdigest(),
        "uploaded_at": AT,
    }
    return Attachment.objects.create(submission=of, **defaults | fields)


def notice(number: int = 1, **fields: Any) -> PolicyVersion:
    """Make a version of the privacy notice."""
    defaults = {"body": f"Notice {number}.", "published_at": AT, "review_on": date(2027, 1, 1)}
    return PolicyVersion.objects.create(kind=PolicyKind.PRIVACY, number=number, **defaults | fields)


def official(*roles: Role, **fields: Any) -> Official:
    """Make an official with some roles; the password is PASSWORD."""
    number = next(_numbers)
    defaults = {"email": f"official{number}@example.org", "full_name": f"Official {number}", "password": PASSWORD}
    made = Official.objects.create_user(**defaults | fields)
    for role in roles:
        made.grants.create(role=role)
    return made


def desk(*members: Official, **fields: Any) -> Desk:
    """Make a desk with its members."""
    made = Desk.objects.create(**{"name": f"Desk {next(_numbers)}"} | fields)
    made.members.set(members)
    return made


def desk_rule(of: Desk, **fields: Any) -> DeskRule:
    """Make a rule that hands submissions to a desk; the first made is asked first."""
    return DeskRule.objects.create(**{"desk": of, "position": next(_numbers)} | fields)


def absence(who: Official | None = None, *, cover: Official | None = None, at: datetime = AT, **fields: Any) -> Absence:
    """Make an absence of ten days from the day of AT, covered by an officer."""
    who, cover = who or official(Role.OFFICER), cover or official(Role.OFFICER)
    days = {"from_on": date(2025, 4, 2), "until_on": date(2025, 4, 11)}
    return Absence.objects.create(official=who, cover=cover, recorded_at=at, **days | fields)


def actor(*roles: Role, **fields: Any) -> Actor:
    """Make an official and return the actor for them."""
    return Actor.official(official(*roles, **fields))


def heard(of: Submission, **fields: Any) -> Heard:
    """Make the record of how a submission was heard, as if an official had written it down."""
    defaults = {
        "recorded_by": official(Role.OFFICER),
        "recorded_at": of.received_at,
        "said_on": date(2025, 3, 24),
        "summary": of.summary,
        "experience": of.experience,
        "proposal": of.proposal,
    }
    return Heard.objects.create(submission=of, **defaults | fields)


def sheet(of: Consultation, **fields: Any) -> Sheet:
    """Make an uploaded sheet of points with one row that says too little."""
    defaults = {
        "purpose": SheetPurpose.POINTS,
        "name": "room.csv",
        "sha256": "0" * 64,
        "uploaded_by": official(Role.OFFICER),
        "uploaded_at": AT,
        "kept_until": date(2027, 1, 1),
        "headings": ["Company"],
        "rows": [[2, ["Acme"]]],
        "columns": {"venture_name": 0},
    }
    return Sheet.objects.create(consultation=of, **defaults | fields)


def attendance(venture: Venture, *, of: Consultation, **fields: Any) -> Attendance:
    """Make the attendance of a venture at a session of a consultation."""
    defaults = {"is_invited": True, "recorded_by": official(Role.OFFICER), "recorded_at": AT}
    if "session" not in fields:
        fields["session"] = session(of)
    return Attendance.objects.create(venture=venture, **defaults | fields)
