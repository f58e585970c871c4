"""Replay the illustrative submissions through the portal's actions, each event at its own past time.

Events of all submissions are replayed in chronological order, so that reference numbers and waiting times are
realistic.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from engagements import audit
from engagements.actions import casework, publication, recorded_submissions, replies, submissions, transitions
from engagements.actions.recorded_submissions import ConfirmedTexts
from engagements.choices import PublicationConsent, ReplyKind
from engagements.mail import outbox
from engagements.models import Consultation, Official, OutgoingMessage, Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.rules import codes
from engagements.rules.actors import Actor
from engagements.rules.recorded_submission_parser import ParsedSubmission
from engagements.rules.replies import ReplyWording
from engagements.rules.submission_data import SubmissionData
from engagements.seeds.march_2025 import accounts, reading
from engagements.seeds.march_2025.load import SEED, SLUG
from engagements.seeds.march_2025.submission_data import Ids, read_ventures, submission_data_of

# Fixed UUIDv5 namespace, so that an example always has the same idempotency key.
KEYS = UUID("5f6a1c2e-0c57-4a4e-9d0b-240320250000")
VENTURE = "venture"


@dataclass(frozen=True)
class SeedEvent:
    """One event in the history of an example: `by` is a short name or the venture, `to` the assigned official."""

    key: UUID
    at: datetime
    act: str
    by: str = VENTURE
    to: str = ""
    text: str = ""
    disposition: str = ""
    said_on: date | None = None


def load_examples(*, at: datetime) -> dict[str, int]:
    """Load missing examples with their history; return how many were added.

    `at` is the time of loading, at which accounts are created. The consultation must be loaded.
    """
    with audit.one_transaction():
        officials = accounts.open_all(at=at)
        entries = _missing_entries()
        stage = ReplayStage(officials)
        data = _submission_data_of(entries) if entries else {}
        for event in _history(entries):
            stage.play(event, data)
        # In the transaction that queued them, so that no delivery process ever finds these emails due.
        outbox.mark_sent_without_delivery(OutgoingMessage.objects.about(stage.all))
    return {"examples": len(entries)}


class ReplayStage:
    """The officials, and the current state of each submission."""

    def __init__(self, officials: dict[str, Official]) -> None:
        self.officials = officials
        self.consultation = Consultation.objects.get(slug=SLUG)
        self.standing: dict[UUID, Submission] = {}

    @property
    def all(self) -> SubmissionQuerySet:
        """All submissions replayed so far."""
        return Submission.objects.filter(pk__in=[one.pk for one in self.standing.values()])

    def play(self, event: SeedEvent, data: dict[UUID, SubmissionData]) -> None:
        """Apply one event."""
        if event.act == "submit":
            self.standing[event.key] = self._receive(data[event.key], event)
        elif event.act == "record":
            self.standing[event.key] = self._record(data[event.key], event)
        elif event.act == "confirm":
            self.standing[event.key] = self._confirm(self.standing[event.key], data[event.key], event)
        else:
            self.standing[event.key] = self._act_on(self.standing[event.key], event)

    def _receive(self, data: SubmissionData, event: SeedEvent) -> Submission:
        # The access code is discarded, so that no one can act for an example.
        code = codes.derive_access_code(codes.new_token())
        return submissions.receive(
            data, consultation=self.consultation, idempotency_key=event.key, access_code=code, by=SEED, at=event.at
        )

    def _record(self, data: SubmissionData, event: SeedEvent) -> Submission:
        # The venture has not given its consent yet.
        issue = replace(data.issue, consent=PublicationConsent.OFFICIALS)
        entry = ParsedSubmission(replace(data, issue=issue), event.said_on or event.at.date())
        by = Actor.official(self.officials[event.by])
        return recorded_submissions.record_submission(
            entry, consultation=self.consultation, key=event.key, by=by, at=event.at
        )

    def _confirm(self, submission: Submission, data: SubmissionData, event: SeedEvent) -> Submission:
        """Confirm a recorded submission for the venture, with its corrections and consent."""
        consent = PublicationConsent(data.issue.consent)
        said = ConfirmedTexts(submission.summary, event.text or submission.experience, submission.proposal, consent)
        code = codes.derive_access_code(codes.new_token())
        return recorded_submissions.confirm_submission(submission.links.get(), said, access_code=code, at=event.at)

    def _act_on(self, submission: Submission, event: SeedEvent) -> Submission:
        by = self._actor(event, submission)
        at, version = event.at, submission.version
        match event.act:
            case "note":
                casework.note(submission, event.text, by=by, at=at)
                return submission
            case "assign":
                return casework.assign(submission, self.officials[event.to], by=by, at=at, version=version)
            case "ask":
                return casework.ask(submission, event.text, by=by, at=at, version=version)
            case "clarify":
                return casework.answer_question(submission, event.text, by=by, at=at, version=version)
            case "reply" | "interim":
                kind = ReplyKind.FINAL if event.act == "reply" else ReplyKind.INTERIM
                return casework.reply(
                    submission, event.text, kind=kind, by=by, at=at, version=version, disposition=event.disposition
                )
            case "draft":
                replies.save_draft(submission, ReplyWording(event.text, disposition=event.disposition), by=by, at=at)
                return submission
            case "object":
                return casework.object_to_reply(submission, event.text, by=by, at=at, version=version)
            case "publish":
                return publication.publish_submission(submission, by=by, at=at, version=version)
            case "hold_back":
                return publication.reject_publication(submission, event.text, by=by, at=at, version=version)
        return transitions.apply_transition(submission, event.act, by=by, at=at, version=version, reason=event.text)

    def _actor(self, event: SeedEvent, submission: Submission) -> Actor:
        return Actor.venture(submission) if event.by == VENTURE else Actor.official(self.officials[event.by])


def _key_of(entry: dict[str, Any]) -> UUID:
    return uuid5(KEYS, entry["key"])


def _missing_entries() -> list[dict[str, Any]]:
    entries = reading.tables_in("examples", "example")
    keys = [_key_of(entry) for entry in entries]
    known = set(Submission.objects.filter(idempotency_key__in=keys).values_list("idempotency_key", flat=True))
    return [entry for entry, key in zip(entries, keys, strict=True) if key not in known]


def _submission_data_of(entries: Iterable[dict[str, Any]]) -> dict[UUID, SubmissionData]:
    ventures, ids = read_ventures(), Ids.read()
    return {_key_of(entry): submission_data_of(entry, ventures=ventures, ids=ids) for entry in entries}


def _history(entries: Iterable[dict[str, Any]]) -> list[SeedEvent]:
    """Return the events of all examples in chronological order; simultaneous ones in file order."""
    events = [event for entry in entries for event in _events_of(entry)]
    return sorted(events, key=lambda event: event.at)


def _events_of(entry: dict[str, Any]) -> list[SeedEvent]:
    key = _key_of(entry)
    arrival = SeedEvent(key, reading.read_moment(entry["at"]), "submit")
    if "said_on" in entry:
        # It arrived by post or email and was recorded by triage.
        arrival = replace(arrival, act="record", by="triage", said_on=entry["said_on"])
    later = [
        SeedEvent(key, reading.read_moment(step.pop("at")), step.pop("act"), **step)
        for step in entry.get("history", [])
    ]
    return [arrival, *later]
