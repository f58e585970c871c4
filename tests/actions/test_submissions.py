"""A submission is received once, under a reference of its own, with everything that belongs to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements import audit
from engagements.actions import submissions
from engagements.choices import AbuseSign, Channel, FileKind, MessageKind, Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import (
    Attachment,
    Consultation,
    Contact,
    Draft,
    OutgoingMessage,
    ReferenceSeries,
    StatusChange,
    Submission,
    Venture,
)
from engagements.rules import codes, references
from engagements.rules.actors import Actor
from engagements.rules.submission_data import AnswerData
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT


def receive(sent, *, to, key=None, at=AT):
    return submissions.receive(
        sent, consultation=to, idempotency_key=key or uuid4(), access_code="C" * 26, by=Actor.anyone(), at=at
    )


def test_receiving_stores_all_that_was_sent():
    to = factories.consultation(focus_areas=[factories.focus_area(), factories.focus_area(), factories.focus_area()])
    session, scheme, stage = factories.session(to), factories.scheme(), factories.contract_stage()
    areas = tuple(to.focus_areas.values_list("pk", flat=True)[:2])
    facts = {"session_id": session.pk, "scheme_id": scheme.pk, "stage_id": stage.pk, "days_lost": 0}
    sent = factories.sent(to, focus_area_ids=areas, rupees_blocked=12_50_000, proposal="Pay sooner.", **facts)

    stored = receive(sent, to=to)

    stored.refresh_from_db()
    point = {name: getattr(stored, name) for name in vars(sent.issue) if name != "focus_area_ids"}
    assert point == {name: value for name, value in vars(sent.issue).items() if name != "focus_area_ids"}
    assert tuple(stored.focus_areas.values_list("pk", flat=True)) == areas
    assert (stored.venture.name, stored.contact.email) == (sent.venture.name, sent.contact.email)
    assert (stored.received_at, stored.consented_at, stored.due_on) == (AT, AT, date(2025, 4, 23))
    assert (stored.channel, stored.status, stored.version) == (Channel.WEB, SubmissionStatus.RECEIVED, 1)


def test_receiving_writes_first_status_audit_row_and_acknowledgement():
    stored = receive(factories.sent(to := factories.consultation()), to=to)

    changes = list(StatusChange.objects.values_list("submission", "transition", "from_status", "to_status", "at"))
    assert changes == [(stored.pk, "submit", "", "received", AT)]
    assert list(audit.trail_of(stored).values_list("act", "actor")) == [("submission.received", "anyone")]
    mails = list(OutgoingMessage.objects.values_list("submission", "kind", "recipient"))
    assert mails == [(stored.pk, MessageKind.ACKNOWLEDGEMENT, stored.contact.email)]


def test_receiving_keeps_only_the_digest_of_the_access_code():
    stored = receive(factories.sent(to := factories.consultation()), to=to)

    assert stored.access_code_hash == codes.code_digest("C" * 26)


def test_receiving_without_a_person_writes_no_mail():
    to = factories.consultation()

    stored = receive(replace(factories.sent(to), contact=None), to=to)

    assert (stored.contact, OutgoingMessage.objects.count()) == (None, 0)


def with_an_answer(data, text):
    question = factories.question(Consultation.objects.get(), "why")
    return replace(data, answers=(AnswerData(question.pk, text=text),))


def with_a_file(data, name):
    draft = Draft.objects.create(
        consultation=Consultation.objects.get(), language="en", started_at=AT, saved_at=AT, kept_until=AT.date()
    )
    file = Attachment.objects.create(
        draft=draft, original_name=name, stored_name="x", kind=FileKind.CSV, size=1, sha256="0" * 64, uploaded_at=AT
    )
    return replace(data, attachment_ids=(file.pk,))


PLACES = {
    "summary": lambda data, text: replace(data, issue=replace(data.issue, summary=text)),
    "experience": lambda data, text: replace(data, issue=replace(data.issue, experience=text)),
    "proposal": lambda data, text: replace(data, issue=replace(data.issue, proposal=text)),
    "venture": lambda data, text: replace(data, venture=replace(data.venture, name=text)),
    "contact": lambda data, text: replace(data, contact=replace(data.contact, name=text)),
    "job title": lambda data, text: replace(data, contact=replace(data.contact, job_title=text)),
    "answer": with_an_answer,
    "file": with_a_file,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("channel", [Channel.WEB, Channel.POST])
def test_sensitive_content_is_held_whoever_writes_it_and_wherever_it_stands(place, channel):
    to = factories.consultation()
    by = Actor.anyone() if channel is Channel.WEB else factories.actor(Role.OFFICER)
    data = PLACES[place](replace(factories.sent(to), channel=channel), "Ring 98765 43210")

    stored = submissions.receive(
        data, consultation=to, idempotency_key=uuid4(), access_code="C" * 26, by=by, at=AT, abuse_signs=[]
    )

    assert (stored.status, stored.findings) == (SubmissionStatus.QUARANTINED, ["phone"])
    assert stored.status_changes.get().transition == ("submit_held" if channel is Channel.WEB else "record_held")


def test_signs_of_abuse_that_the_caller_saw_hold_a_submission():
    to = factories.consultation()

    stored = factories.submission(to, proposal="Marked SECRET.", abuse_signs=[AbuseSign.HONEYPOT, AbuseSign.FLOOD])

    assert (stored.status, stored.findings) == ("quarantined", ["classification", "honeypot", "flood"])


def test_signs_of_abuse_make_no_other_content():
    to, key = factories.consultation(), uuid4()
    sent = factories.sent(to)
    facts = {"consultation": to, "idempotency_key": key, "access_code": "C" * 26, "by": Actor.anyone(), "at": AT}

    first = submissions.receive(sent, **facts)

    assert submissions.receive(sent, **facts, abuse_signs=[AbuseSign.FLOOD]) == first
    assert first.status == SubmissionStatus.RECEIVED


def test_same_key_and_content_return_the_first_submission():
    to, key = factories.consultation(), uuid4()
    sent = factories.sent(to)

    first, second = receive(sent, to=to, key=key), receive(sent, to=to, key=key, at=AT + timedelta(days=9))

    assert first == second
    assert [Submission.objects.count(), StatusChange.objects.count(), OutgoingMessage.objects.count()] == [1, 1, 1]


def test_same_key_with_other_content_is_refused_and_the_first_kept():
    to, key = factories.consultation(), uuid4()
    sent = factories.sent(to)
    first = receive(sent, to=to, key=key)
    other = replace(sent, issue=replace(sent.issue, summary="Something else"))

    with pytest.raises(ActionRefused) as refused:
        receive(other, to=to, key=key)

    assert refused.value.message == (
        f"This was already sent as {first.reference} with different content. The first version has been kept. "
        "Start a new submission for anything else."
    )
    assert list(Submission.objects.values_list("summary", flat=True)) == [sent.issue.summary]


CLOSES = datetime(2025, 4, 30, 18, 29, 59, tzinfo=UTC)  # 23:59:59 in India


@pytest.mark.parametrize("at", [factories.OPENS_AT, CLOSES])
def test_receiving_is_possible_from_the_first_to_the_last_second(at):
    to = factories.consultation(closes_at=CLOSES)

    assert receive(factories.sent(to), to=to, at=at).received_at == at


@pytest.mark.parametrize("at", [factories.OPENS_AT - timedelta(seconds=1), CLOSES + timedelta(seconds=1)])
def test_receiving_outside_the_window_is_refused_and_leaves_nothing(at):
    to = factories.consultation(closes_at=CLOSES)

    with pytest.raises(ActionRefused) as refused:
        receive(factories.sent(to), to=to, at=at)

    assert refused.value.message.startswith("This consultation is not accepting submissions at the moment.")
    assert [Submission.objects.count(), Venture.objects.count(), ReferenceSeries.objects.count()] == [0, 0, 0]


def test_earlier_submission_is_found_again_after_closing():
    to, key = factories.consultation(closes_at=CLOSES), uuid4()
    sent = factories.sent(to)
    first = receive(sent, to=to, key=key, at=CLOSES)

    assert receive(sent, to=to, key=key, at=CLOSES + timedelta(days=1)) == first


def test_references_follow_one_another_and_begin_anew_each_financial_year():
    in_march, in_april = datetime(2025, 3, 31, 18, tzinfo=UTC), datetime(2025, 3, 31, 19, tzinfo=UTC)

    drawn = [submissions.next_reference(at=at) for at in (in_march, in_march, in_april, in_march)]

    prefix = settings.REFERENCE_PREFIX
    expected = [("2024-25", 1), ("2024-25", 2), ("2025-26", 1), ("2024-25", 3)]
    assert drawn == [references.format_reference(prefix, year, serial) for year, serial in expected]


def test_receiving_takes_the_same_number_of_queries_for_the_third_as_for_the_second():
    to = factories.consultation()
    receive(factories.sent(to), to=to)
    counts = []
    for _turn in range(2):
        sent = factories.sent(to)
        with CaptureQueriesContext(connection) as queries:
            receive(sent, to=to)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_same_venture_is_known_again_and_stays_as_it_is():
    to = factories.consultation()
    receive(factories.sent(to, venture="Acme Pvt Ltd", profile={"pin_code": "", "kind": "startup"}), to=to)
    person = {"email": factories.address_of("Acme Pvt Ltd"), "name": "Somebody Else"}
    receive(factories.sent(to, venture="ACME", profile={"pin_code": "560001", "kind": "micro"}, person=person), to=to)

    assert list(Venture.objects.values_list("name", "kind", "pin_code")) == [("Acme Pvt Ltd", "startup", "")]
    assert Contact.objects.exclude(name="Somebody Else").count() == Contact.objects.count() == 1
    assert Submission.objects.count() == 2


def test_same_name_from_another_address_is_another_venture():
    to = factories.consultation()
    receive(factories.sent(to, venture="Acme"), to=to)
    receive(factories.sent(to, venture="Acme", person={"email": "other@example.org"}), to=to)

    assert Venture.objects.count() == 2
