"""Receive submissions, each with its own reference."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, campaign_detection, claims, transitions, ventures
from engagements.choices import AbuseSign, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Answer, Attachment, Consultation, ReferenceSeries, SearchText, Submission
from engagements.rules import codes, deadlines, intake, lifecycle, references
from engagements.rules.actors import Actor, ActorKind
from engagements.rules.submission_data import AnswerData, IssueData, SubmissionData
from engagements.rules.tokenizer import words_of


def receive(
    data: SubmissionData,
    *,
    consultation: Consultation,
    idempotency_key: UUID,
    access_code: str,
    by: Actor,
    at: datetime,
    said_on: date | None = None,
    abuse_signs: Sequence[AbuseSign] = (),
) -> Submission:
    """Store a submission with its reference, first status, audit row and acknowledgement, in one transaction.

    Sensitive content, and abuse signs passed by the caller, quarantine it. Idempotent by key; the same key with
    different content is refused. Raises ActionRefused if the consultation is not open, or there is no complete privacy
    notice. For submissions recorded by an official, the consultation must have been open on `said_on`.
    """
    with audit.one_transaction():
        earlier = Submission.objects.filter(idempotency_key=idempotency_key).first()
        if earlier is not None:
            _check_same_content(earlier, data)
            return earlier
        if not (deadlines.was_open_on(consultation, said_on) if said_on else deadlines.is_open(consultation, at=at)):
            raise ActionRefused(
                _(
                    "This consultation is not accepting submissions at the moment. What you wrote has been "
                    "kept and you can copy it from this page."
                )
            )
        if not data.is_example:
            intake.check_notice()
        files = Attachment.objects.filter(pk__in=data.attachment_ids, submission__isnull=True)
        findings = intake.reasons_to_hold(data, files=files, abuse_signs=abuse_signs)
        submission = _store(
            data, findings, consultation, idempotency_key=idempotency_key, access_code=access_code, by=by, at=at
        )
        files.update(submission=submission, draft=None)
        step = lifecycle.initial_transition(by=by, is_held=bool(findings))
        transitions.log_transition(submission, step, source="", by=by, at=at)
        if step.message:
            messages.queue_about(submission, step.message, at=at)
        if not findings:
            assignments.assign_by_desk_rules(submission, area_ids=data.issue.focus_area_ids, at=at)
    return submission


def _check_same_content(earlier: Submission, data: SubmissionData) -> None:
    if earlier.content_hash != data.content_hash:
        raise ActionRefused(
            _(
                "This was already sent as %(reference)s with different content. The first version has "
                "been kept. Start a new submission for anything else."
            )
            % {"reference": earlier.reference}
        )


def _store(
    data: SubmissionData,
    findings: Sequence[str],
    consultation: Consultation,
    *,
    idempotency_key: UUID,
    access_code: str,
    by: Actor,
    at: datetime,
) -> Submission:
    """Create the submission with its venture, contact, claim, answers and search words."""
    reference = next_reference(at=at)
    # An official who records it vouches that the name alone identifies the venture.
    find_venture = ventures.record_by_name if by.kind is ActorKind.OFFICIAL else ventures.record_venture
    venture = find_venture(data.venture, data.contact, is_example=data.is_example, by=by, at=at)
    contact = ventures.record_contact(venture, data.contact, language=data.language, at=at) if data.contact else None
    issue = asdict(data.issue)
    area_ids = issue.pop("focus_area_ids")
    submission = Submission.objects.create(
        **issue,
        reference=reference,
        access_code_hash=codes.code_digest(access_code),
        idempotency_key=idempotency_key,
        content_hash=data.content_hash,
        consultation=consultation,
        venture=venture,
        contact=contact,
        consented_at=at,
        notice_id=data.notice_id,
        findings=list(findings),
        status=SubmissionStatus.QUARANTINED if findings else SubmissionStatus.RECEIVED,
        channel=data.channel,
        language=data.language,
        received_at=at,
        due_on=deadlines.answer_due_on(at),
        is_example=data.is_example,
    )
    claims.keep(submission, data.venture, data.contact)
    links = Submission.focus_areas.through
    links.objects.bulk_create([links(submission=submission, focusarea_id=area) for area in area_ids])
    campaign_detection.enqueue_comparison(submission)
    case_words = " ".join(words_of(venture.name))
    SearchText.objects.create(submission=submission, words=indexed_words(data.issue), case_words=case_words)
    _store_answers(submission, data.answers)
    return submission


def indexed_words(issue: IssueData | Submission) -> str:
    """Return the indexed words of an issue; without the venture's name, which may not be public."""
    return " ".join(words_of(f"{issue.summary}\n{issue.experience}\n{issue.proposal}"))


def _store_answers(submission: Submission, answers: tuple[AnswerData, ...]) -> None:
    rows = [
        Answer(
            submission=submission,
            question_id=answer.question_id,
            text=answer.text,
            number=answer.number,
            date=answer.day,
            other=answer.other,
        )
        for answer in answers
    ]
    Answer.objects.bulk_create(rows)
    links = Answer.chosen.through
    links.objects.bulk_create(
        links(answer=row, questionoption_id=option)
        for row, answer in zip(rows, answers, strict=True)
        for option in answer.option_ids
    )


def next_reference(*, at: datetime) -> str:
    """Return the next reference of the financial year; call it inside the transaction that uses it.

    Its row stays locked until that transaction ends, so numbers are consecutive. Call it before taking any other lock,
    to avoid deadlocks.
    """
    prefix, year = settings.REFERENCE_PREFIX, deadlines.financial_year(at)
    locked = ReferenceSeries.objects.select_for_update(no_key=True)
    series, _is_new = locked.get_or_create(prefix=prefix, financial_year=year)
    series.last_serial += 1
    series.save(update_fields=["last_serial"])
    return references.format_reference(prefix, year, series.last_serial)
