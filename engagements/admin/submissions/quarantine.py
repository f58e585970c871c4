"""Quarantine details for the security officer: reasons and every passage found."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.admin.submissions.answers import answers_of
from engagements.choices import SubmissionStatus
from engagements.models import StatusChange, Submission
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.sensitivity.passages import PassagePiece, pieces_of
from engagements.rules.text_cleaning import written_language


@dataclass(frozen=True)
class Found:
    """A text that contains sensitive passages, with its name and the passages."""

    term: str
    passages: tuple[PassagePiece, ...]
    language: str


@dataclass(frozen=True)
class QuarantineDetails:
    """Why a submission is quarantined; passages are not stored but detected again on each view."""

    kinds: list[str]
    change: StatusChange
    is_kept: bool
    is_by_the_portal: bool
    found: list[Found]
    experience: tuple[PassagePiece, ...]
    proposal: tuple[PassagePiece, ...]


def quarantine_details(submission: Submission, *, to: Actor) -> QuarantineDetails | None:
    """Return why a submission is quarantined; None if it is not, or the actor may not read it.

    Expects a submission from `review.with_details`.
    """
    if submission.status != SubmissionStatus.QUARANTINED or not to.reads_quarantined:
        return None
    change = max(submission.status_changes.all(), key=lambda step: (step.at, step.pk))
    return QuarantineDetails(
        kinds=submission.findings_in_words,
        change=change,
        is_kept=change.transition == "keep",
        is_by_the_portal=change.official is None or lifecycle.get_transition(change.transition).by_venture,
        found=list(_found(submission)),
        experience=pieces_of(submission.experience),
        proposal=pieces_of(submission.proposal),
    )


def _found(submission: Submission) -> Iterator[Found]:
    for term, text in _texts(submission):
        passages = tuple(piece for piece in pieces_of(text) if piece.kind)
        if passages:
            yield Found(term, passages, written_language(text))


def _texts(submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield every text that the venture wrote, with its name."""
    yield _("In one line"), submission.summary
    yield _("What happened"), submission.experience
    yield _("What should change"), submission.proposal
    yield from ((answer.question, "\n".join(answer.words)) for answer in answers_of(submission))
    yield _("Name of the venture"), submission.venture.name
    if submission.contact:
        yield _("Who speaks for it"), f"{submission.contact.name}\n{submission.contact.job_title}"
    yield from ((_("Name of a file"), file.original_name) for file in submission.attachments.all())
    yield from ((_("Answer to a question"), asked.answer) for asked in submission.clarifications.all())
    for reply in submission.replies.all():
        objection = getattr(reply, "objection", None)
        if objection:
            yield _("“This does not address my issue”"), objection.body
