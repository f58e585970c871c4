"""A world for looking for leaks: submissions of every consent, status and moderation, each word of them unique."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from engagements.actions import casework
from engagements.choices import (
    Disposition,
    FileKind,
    Moderation,
    PublicationConsent,
    ReplyKind,
    Role,
    SubmissionStatus,
)
from engagements.models import Attachment, Consultation, Question, ReplyDraft, Submission
from engagements.models.submission import SHOWN_CONSENTS, UNCOUNTED
from engagements.rules.actors import Actor
from engagements.rules.references import url_reference
from engagements.rules.submission_data import AnswerData
from tests import factories

STATUS = SubmissionStatus
# Words that all points share, so that each is like a point that somebody writes.
SHARED = "milestone payments acceptance tranche"
TEXTS = ("summary", "experience", "proposal")
PERSON = ("person", "email", "mobile", "role")
CASEWORK = ("question", "answer", "reply", "reason", "note", "because", "draft")
BESIDE = ("extra", "file")


@dataclass(frozen=True)
class Row:
    """One submission, and by kind every word that would tell something of it."""

    submission: Submission
    words: dict[str, str] = field(hash=False)

    @property
    def is_counted(self) -> bool:
        return self.submission.status not in UNCOUNTED

    @property
    def public(self) -> frozenset[str]:
        """The kinds of words that anyone may read."""
        is_shown = self.submission.consent in SHOWN_CONSENTS and self.submission.moderation == Moderation.PUBLISHED
        if not (is_shown and self.is_counted):
            return frozenset()
        name = {"venture"} if self.submission.consent == PublicationConsent.NAMED else set()
        return frozenset({*TEXTS, "reference", *name})

    @property
    def slug(self) -> str:
        """The reference as addresses carry it."""
        return url_reference(self.submission.reference)

    def told_in(self, body: str) -> frozenset[str]:
        """Return the kinds of this submission's words that a text holds; a reference in any way it is written."""
        told = {kind for kind, word in self.words.items() if word in body}
        is_referred_to = any(written in body for written in (self.submission.reference, self.slug))
        return frozenset(told | ({"reference"} if is_referred_to else set()))


def rows_of_every_kind(to: Consultation) -> list[Row]:
    """Make a submission of each consent, status and moderation."""
    by = factories.actor(Role.OFFICER, Role.LEAD)
    asked = factories.question(to, "extra")
    kinds = enumerate(product(PublicationConsent, STATUS, Moderation), start=100)
    rows = [_row(number, asked, consent, status, moderation, by) for number, (consent, status, moderation) in kinds]
    # Nobody is asked any more, so that a stranger's draft needs no answer; what was answered stays.
    Question.objects.filter(pk=asked.pk).update(retired_at=factories.AT)
    return rows


def _row(
    number: int, asked: Question, consent: PublicationConsent, status: STATUS, moderation: Moderation, by: Actor
) -> Row:
    words = _words(number)
    made = _sent(number, asked, consent, words)
    casework.note(made, words["note"], by=by, at=factories.AT)
    ReplyDraft.objects.create(submission=made, body=words["draft"], written_by=by.user, written_at=factories.AT)
    for step in _way_to(status):
        made = step(made, words, by)
    # Written past the actions, which would refuse some of these: the pages must hold whatever is stored.
    decided = {"moderation": moderation, "not_published_reason": words["because"]}
    moderated_at = None if moderation == Moderation.PENDING else factories.AT
    Submission.objects.filter(pk=made.pk).update(**decided, moderated_at=moderated_at)
    made.refresh_from_db()
    assert (made.status, made.consent, made.moderation) == (status, consent, moderation)
    return Row(made, words)


def _sent(number: int, asked: Question, consent: PublicationConsent, words: dict[str, str]) -> Submission:
    person = {
        "name": words["person"],
        "email": words["email"],
        "mobile": f"+91{words['mobile']}",
        "job_title": words["role"],
    }
    profile = {"pin_code": f"560{number}", "udyam_number": words["udyam"], "website": f"https://{words['website']}"}
    texts = {
        "summary": words["summary"],
        "experience": f"{words['experience']} {SHARED}",
        "proposal": words["proposal"],
    }
    envelope = {"answers": (AnswerData(asked.pk, text=words["extra"]),)}
    who = {"venture": words["venture"], "person": person, "profile": profile}
    made = factories.submission(asked.consultation, consent=consent, envelope=envelope, **who, **texts)
    Attachment.objects.create(
        submission=made, original_name=f"{words['file']}.pdf", stored_name=words["file"], kind=FileKind.PDF, size=1,
        sha256="0" * 64, uploaded_at=factories.AT,
    )  # fmt: skip
    return made


def _words(number: int) -> dict[str, str]:
    kinds = ("summary", "experience", "proposal", "venture", "person", "role", *CASEWORK, *BESIDE)
    words = {kind: f"zq{kind}{number}" for kind in kinds}
    return words | {
        "email": f"zqemail{number}@example.org",
        "mobile": f"9876500{number}",
        "udyam": f"UDYAM-KA-01-0099{number}",
        "website": f"zqwebsite{number}.example",
    }


def _way_to(status: STATUS) -> Iterator:
    if status in (STATUS.WITHDRAWN, STATUS.QUARANTINED):
        yield from (_asked, _answered, _replied)
        yield lambda made, words, by: factories.moved(made, "withdraw" if status is STATUS.WITHDRAWN else "quarantine")
    elif status is STATUS.UNDER_REVIEW:
        yield lambda made, words, by: factories.moved(made, "take_up")
    elif status is not STATUS.RECEIVED:
        yield _asked
        if status is not STATUS.CLARIFICATION:
            yield from (_answered, _replied)
        if status is STATUS.CLOSED:
            yield lambda made, words, by: factories.moved(made, "close")


def _asked(made: Submission, words: dict[str, str], by: Actor) -> Submission:
    return factories.asked(made, words["question"], by=by)


def _answered(made: Submission, words: dict[str, str], by: Actor) -> Submission:
    return casework.answer_question(
        made, words["answer"], by=Actor.venture(made), at=factories.AT, version=made.version
    )


def _replied(made: Submission, words: dict[str, str], by: Actor) -> Submission:
    decided = {"disposition": Disposition.NOT_ACCEPTED, "reason": words["reason"]}
    sent = {"kind": ReplyKind.FINAL, "by": by, "at": factories.AT, "version": made.version}
    return casework.reply(made, words["reply"], **sent, **decided)
