"""What a submission consists of before it is stored: the point, the venture's profile, the person."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from engagements.choices import Channel, Language
from engagements.rules.canonical import digest_of


@dataclass(frozen=True)
class IssueData:
    """One point on one challenge. Ids are those of the reference data; days are calendar days, money whole rupees."""

    challenge_id: int
    focus_area_ids: tuple[int, ...]
    summary: str
    experience: str
    severity: int
    consent: str
    proposal: str = ""
    session_id: int | None = None
    scheme_id: int | None = None
    stage_id: int | None = None
    days_lost: int | None = None
    rupees_blocked: int | None = None


@dataclass(frozen=True)
class VentureData:
    """The public facts of a venture, as it gives them."""

    name: str
    kind: str
    state: str = ""
    pin_code: str = ""
    team_size: str = ""
    is_idex_engaged: bool | None = None
    dpiit_number: str = ""
    udyam_number: str = ""
    cin: str = ""
    website: str = ""


@dataclass(frozen=True)
class ContactData:
    """The person who speaks for a venture; personal data."""

    name: str
    email: str
    mobile: str = ""
    job_title: str = ""


@dataclass(frozen=True)
class AnswerData:
    """The answer to one extra question; which field holds it follows from the question's kind."""

    question_id: int
    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    option_ids: tuple[int, ...] = ()
    other: str = ""


@dataclass(frozen=True)
class SubmissionData:
    """Everything that arrives in one submission; `person` is absent where an official wrote down what was said.

    `findings` are the reasons to hold it for the security officer: kinds of sensitive content, signs of abuse.
    """

    point: IssueData
    profile: VentureData
    person: ContactData | None
    channel: Channel = Channel.WEB
    language: Language = Language.ENGLISH
    answers: tuple[AnswerData, ...] = ()
    attachment_ids: tuple[int, ...] = ()
    findings: tuple[str, ...] = ()
    notice_id: int | None = None
    is_example: bool = field(default=False)


def content_hash(sent: SubmissionData) -> str:
    """Return SHA-256 of all that was sent, in canonical JSON; the same content always has the same hash."""
    return digest_of(asdict(sent))
