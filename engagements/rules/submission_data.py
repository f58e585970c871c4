"""The content of a submission before it is stored: issue, venture, contact, answers, files."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from engagements.choices import Channel, Language
from engagements.rules.canonical import digest_of


@dataclass(frozen=True)
class IssueData:
    """One issue on one challenge; ids of reference data, calendar days, whole rupees."""

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
    """The facts of a venture that may be public, as given by it."""

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
    """The contact person of a venture; personal data."""

    name: str
    email: str
    mobile: str = ""
    job_title: str = ""


@dataclass(frozen=True)
class AnswerData:
    """The answer to one extra question; the question's kind determines which field is used."""

    question_id: int
    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    option_ids: tuple[int, ...] = ()
    other: str = ""


@dataclass(frozen=True)
class SubmissionData:
    """The content of one submission; `contact` is None if an official recorded it without one."""

    issue: IssueData
    venture: VentureData
    contact: ContactData | None
    channel: Channel = Channel.WEB
    language: Language = Language.ENGLISH
    answers: tuple[AnswerData, ...] = ()
    attachment_ids: tuple[int, ...] = ()
    notice_id: int | None = None
    is_example: bool = False

    @property
    def content_hash(self) -> str:
        """SHA-256 of the whole content in canonical JSON."""
        return digest_of(asdict(self))

    def free_texts(self) -> Iterator[str]:
        """Yield every free text, to be checked for sensitive content."""
        yield from (self.issue.summary, self.issue.experience, self.issue.proposal, self.venture.name)
        if self.contact:
            yield from (self.contact.name, self.contact.job_title)
        for answer in self.answers:
            yield from (answer.text, answer.other)
