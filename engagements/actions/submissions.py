"""Submissions: received once, under a reference of their own."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from engagements.actions import moves, ventures
from engagements.errors import Refused
from engagements.models import Consultation, ReferenceSeries, Submission
from engagements.rules import codes, lifecycle, references, windows
from engagements.rules.actors import Actor
from engagements.rules.points import Sent, content_hash


def receive(
    sent: Sent, *, consultation: Consultation, idempotency_key: UUID, access_code: str, by: Actor, at: datetime
) -> Submission:
    """Store a submission with its reference, first status, audit row and acknowledgement, in one transaction.

    The same key again returns the submission that it made; the same key with other content is refused and the
    first is kept. Raises Refused where the consultation takes none at this moment.
    """
    with transaction.atomic():
        earlier = Submission.objects.filter(idempotency_key=idempotency_key).first()
        if earlier is not None:
            return _same(earlier, sent)
        if not windows.is_open(consultation, at=at):
            raise Refused(
                _("This consultation takes no submissions now. What you wrote is kept: you can copy it from this page.")
            )
        submission = _store(
            sent, consultation=consultation, idempotency_key=idempotency_key, access_code=access_code, by=by, at=at
        )
        moves.record_step(submission, lifecycle.move_named("submit"), source="", by=by, at=at)
    return submission


def _same(earlier: Submission, sent: Sent) -> Submission:
    if earlier.content_hash != content_hash(sent):
        raise Refused(
            _(
                "This was already sent as %(reference)s, with other content. The first one is kept; "
                "start another point for the rest."
            )
            % {"reference": earlier.reference}
        )
    return earlier


def _store(
    sent: Sent, *, consultation: Consultation, idempotency_key: UUID, access_code: str, by: Actor, at: datetime
) -> Submission:
    venture = ventures.record(sent.profile, sent.person, is_example=sent.is_example, by=by, at=at)
    contact = ventures.record_contact(venture, sent.person, language=sent.language, at=at) if sent.person else None
    point = sent.point
    submission = Submission.objects.create(
        reference=next_reference(at=at),
        access_code_hash=codes.digest(access_code),
        idempotency_key=idempotency_key,
        content_hash=content_hash(sent),
        consultation=consultation,
        session_id=point.session_id,
        venture=venture,
        contact=contact,
        challenge_id=point.challenge_id,
        summary=point.summary,
        experience=point.experience,
        proposal=point.proposal,
        severity=point.severity,
        scheme_id=point.scheme_id,
        stage_id=point.stage_id,
        days_lost=point.days_lost,
        rupees_blocked=point.rupees_blocked,
        consent=point.consent,
        consented_at=at,
        channel=sent.channel,
        language=sent.language,
        received_at=at,
        due_on=windows.answer_due_on(at),
        is_example=sent.is_example,
    )
    links = Submission.focus_areas.through
    links.objects.bulk_create([links(submission=submission, focusarea_id=area) for area in point.focus_area_ids])
    return submission


def next_reference(*, at: datetime) -> str:
    """Draw the next reference of the financial year; call it inside the transaction that uses it.

    Takes the free strand with the lowest number, so that numbers follow one another when it is quiet and nobody
    waits when it is not.
    """
    prefix, year = settings.REFERENCE_PREFIX, windows.financial_year(at)
    series = ReferenceSeries.objects.filter(prefix=prefix, financial_year=year).order_by("next_serial")
    strand = _free_strand(series)
    if strand is None:
        strands = range(ReferenceSeries.STRANDS)
        ReferenceSeries.objects.bulk_create(
            [ReferenceSeries(prefix=prefix, financial_year=year, strand=n, next_serial=n + 1) for n in strands],
            ignore_conflicts=True,
        )
        strand = series.select_for_update()[0]
    serial = strand.next_serial
    strand.next_serial = serial + ReferenceSeries.STRANDS
    strand.save(update_fields=["next_serial"])
    return references.written(prefix, year, serial)


def _free_strand(series: models.QuerySet[ReferenceSeries]) -> ReferenceSeries | None:
    """Lock the lowest strand that no other transaction holds; None where there is none or all are held."""
    if connection.vendor == "postgresql":
        series = series.select_for_update(skip_locked=True)
    return series.first()
