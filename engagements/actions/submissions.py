"""Submissions: received once, under a reference of their own."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, campaign_detection, claims, transitions, ventures
from engagements.choices import SubmissionStatus
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Answer, Attachment, Consultation, ReferenceSeries, SearchText, Submission, Venture
from engagements.rules import codes, deadlines, intake, lifecycle, references
from engagements.rules.actors import Actor, ActorKind
from engagements.rules.submission_data import AnswerData, IssueData, SubmissionData, content_hash
from engagements.rules.tokenizer import words_of


def receive(
    sent: SubmissionData,
    *,
    consultation: Consultation,
    idempotency_key: UUID,
    access_code: str,
    by: Actor,
    at: datetime,
    said_on: date | None = None,
) -> Submission:
    """Store a submission with its reference, first status, audit row and acknowledgement, in one transaction.

    The same key again returns the submission that it made; the same key with other content is refused and the first is
    kept. Raises ActionRefused where the consultation takes none at this moment, or there is no complete privacy notice.
    What an official writes down counts by the day on which it was said: `said_on`.
    """
    with audit.one_transaction():
        earlier = Submission.objects.filter(idempotency_key=idempotency_key).first()
        if earlier is not None:
            return _existing_or_refuse(earlier, sent)
        if not _is_open(consultation, said_on=said_on, at=at):
            raise ActionRefused(
                _(
                    "This consultation is not accepting submissions at the moment. What you wrote has been "
                    "kept and you can copy it from this page."
                )
            )
        if not sent.is_example:
            intake.check_notice()
        submission = _store(
            sent, consultation=consultation, idempotency_key=idempotency_key, access_code=access_code, by=by, at=at
        )
        step = lifecycle.initial_transition(by=by, is_held=bool(sent.findings))
        transitions.log_transition(submission, step, source="", by=by, at=at)
        if step.message:
            messages.queue_about(submission, step.message, at=at)
        if step.target is SubmissionStatus.RECEIVED:
            assignments.assign_by_desk_rules(submission, area_ids=sent.point.focus_area_ids, at=at)
    return submission


def _is_open(consultation: Consultation, *, said_on: date | None, at: datetime) -> bool:
    return deadlines.is_open(consultation, at=at) if said_on is None else deadlines.was_open_on(consultation, said_on)


def _existing_or_refuse(earlier: Submission, sent: SubmissionData) -> Submission:
    if earlier.content_hash != content_hash(sent):
        raise ActionRefused(
            _(
                "This was already sent as %(reference)s with different content. The first version has "
                "been kept. Start a new submission for anything else."
            )
            % {"reference": earlier.reference}
        )
    return earlier


def _store(
    sent: SubmissionData,
    *,
    consultation: Consultation,
    idempotency_key: UUID,
    access_code: str,
    by: Actor,
    at: datetime,
) -> Submission:
    reference = next_reference(at=at)
    venture = _venture_of(sent, by=by, at=at)
    contact = ventures.record_contact(venture, sent.person, language=sent.language, at=at) if sent.person else None
    submission = Submission.objects.create(
        **_facts_of(sent, at=at),
        reference=reference,
        access_code_hash=codes.digest(access_code),
        idempotency_key=idempotency_key,
        consultation=consultation,
        venture=venture,
        contact=contact,
    )
    claims.keep(submission, sent.profile, sent.person)
    links = Submission.focus_areas.through
    links.objects.bulk_create([links(submission=submission, focusarea_id=area) for area in sent.point.focus_area_ids])
    campaign_detection.enqueue_comparison(submission)
    case_words = " ".join(words_of(venture.name))
    SearchText.objects.create(submission=submission, words=indexed_words(sent.point), case_words=case_words)
    _store_answers(submission, sent.answers)
    if sent.attachment_ids:
        mine = Attachment.objects.filter(pk__in=sent.attachment_ids, submission__isnull=True)
        mine.update(submission=submission, draft=None)
    return submission


def _venture_of(sent: SubmissionData, *, by: Actor, at: datetime) -> Venture:
    """Return the venture that a submission is from; whoever writes it down for one vouches that the name is enough."""
    if by.kind is ActorKind.OFFICIAL:
        return ventures.record_by_name(sent.profile, sent.person, is_example=sent.is_example, by=by, at=at)
    return ventures.record(sent.profile, sent.person, is_example=sent.is_example, by=by, at=at)


def _facts_of(sent: SubmissionData, *, at: datetime) -> dict[str, Any]:
    """Return the columns that follow from what was sent, and when."""
    point = asdict(sent.point)
    del point["focus_area_ids"]
    return {
        **point,
        "content_hash": content_hash(sent),
        "consented_at": at,
        "notice_id": sent.notice_id,
        "findings": list(sent.findings),
        "status": SubmissionStatus.QUARANTINED if sent.findings else SubmissionStatus.RECEIVED,
        "channel": sent.channel,
        "language": sent.language,
        "received_at": at,
        "due_on": deadlines.answer_due_on(at),
        "is_example": sent.is_example,
    }


def indexed_words(point: IssueData | Submission) -> str:
    """Return what the search index keeps of a point: its own words, not the venture's name, which may not be shown."""
    return " ".join(words_of(f"{point.summary}\n{point.experience}\n{point.proposal}"))


def _store_answers(submission: Submission, answers: tuple[AnswerData, ...]) -> None:
    rows = [
        Answer(
            submission=submission,
            question_id=answered.question_id,
            text=answered.text,
            number=answered.number,
            date=answered.day,
            other=answered.other,
        )
        for answered in answers
    ]
    Answer.objects.bulk_create(rows)
    links = Answer.chosen.through
    links.objects.bulk_create(
        links(answer=row, questionoption_id=option)
        for row, answered in zip(rows, answers, strict=True)
        for option in answered.option_ids
    )


def next_reference(*, at: datetime) -> str:
    """Draw the next reference of the financial year; call it inside the transaction that uses it.

    Its row stays locked until that transaction ends, so numbers come in order. Draw it before anything else that others
    may wait for: whoever holds it must not wait for somebody who waits for it.
    """
    prefix, year = settings.REFERENCE_PREFIX, deadlines.financial_year(at)
    locked = ReferenceSeries.objects.select_for_update(no_key=True)
    series, _is_new = locked.get_or_create(prefix=prefix, financial_year=year)
    series.last_serial += 1
    series.save(update_fields=["last_serial"])
    return references.format_reference(prefix, year, series.last_serial)
