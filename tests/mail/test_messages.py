"""An email greets its reader, names the submission, says what is new, and holds nothing written or secret."""

import pytest
from django.conf import settings
from django.test import override_settings

from engagements.actions import casework
from engagements.choices import MessageKind, ReplyKind, Role, SubmissionStatus
from engagements.models import OutgoingMessage
from engagements.rules import codes, receipts
from engagements.rules.references import url_reference
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {
    "summary": "Our canary sings of milestone 7",
    "experience": "The tranche of canary sang late",
    "proposal": "Pay the canary",
}


@pytest.fixture
def submission():
    profile, person = {"name": "Canary & Sons"}, {"name": "Asha Canary", "mobile": "+919876543210"}
    return factories.submission(venture="Canary & Sons", profile=profile, person=person, **WORDS)


def last(kind):
    return OutgoingMessage.objects.get(kind=kind)


def interim(of):
    return factories.replied(of, kind=ReplyKind.INTERIM)


ACTS = {
    MessageKind.ACKNOWLEDGEMENT: lambda submission: submission,
    MessageKind.CLARIFICATION: lambda submission: factories.asked(submission, "What did the canary cost?"),
    MessageKind.REPLY: lambda submission: factories.replied(submission, "We freed the canary."),
    MessageKind.CLOSED: lambda submission: factories.moved(submission, "take_up", "close", reason="R&D pays it <now>."),
    MessageKind.REOPENED: lambda submission: factories.moved(submission, "take_up", "close", "reopen"),
    MessageKind.WITHDRAWN: lambda submission: factories.moved(submission, "withdraw"),
}
SUBJECTS = {
    MessageKind.ACKNOWLEDGEMENT: "Submission {} received",
    MessageKind.CLARIFICATION: "We need more information about {}",
    MessageKind.REPLY: "We have replied to {}",
    MessageKind.CLOSED: "Your submission {} has been closed",
    MessageKind.REOPENED: "We have reopened {}",
    MessageKind.WITHDRAWN: "Your submission {} has been withdrawn",
}
each_kind = pytest.mark.parametrize("kind", list(ACTS))


@each_kind
def test_mail_goes_to_the_contact_with_the_reference_as_subject(kind, submission):
    ACTS[kind](submission)

    mail = last(kind)
    assert (mail.recipient, mail.subject) == ("canarysons@example.org", SUBJECTS[kind].format(submission.reference))


@each_kind
def test_mail_names_reference_page_and_sender(kind, submission):
    ACTS[kind](submission)

    body = last(kind).body
    assert f"Open its page: {settings.SITE_URL}/s/{url_reference(submission.reference)}/\n" in body
    assert submission.reference in body
    assert f"{settings.ORGANISATION_DEPARTMENT}\n{settings.ORGANISATION_MINISTRY}" in body
    assert f"ask for a link at {settings.SITE_URL}/my/." in body


@each_kind
def test_mail_holds_neither_answers_nor_the_access_code_and_names_its_reader_alone(kind, submission):
    ACTS[kind](submission)

    greeting = "Dear Asha Canary,\n"
    assert last(kind).body.startswith(greeting)
    text = f"{last(kind).subject}\n{last(kind).body.removeprefix(greeting)}".lower()
    assert [word for word in ("canary", "tranche", "asha", "98765") if word in text] == []
    assert [
        secret for secret in (factories.ACCESS_CODE, codes.format_code(factories.ACCESS_CODE)) if secret.lower() in text
    ] == []


@each_kind
def test_mail_is_plain_text_without_entities_or_gaps(kind, submission):
    with override_settings(ORGANISATION_DEPARTMENT="Department of R&D", ORGANISATION_MINISTRY="<Ministry>"):
        ACTS[kind](factories.submission())

    body = OutgoingMessage.objects.filter(kind=kind).latest("pk").body
    assert "Department of R&D\n<Ministry>" in body
    assert [found for found in ("&amp;", "&lt;", "&#", "{{", "{%", "\n\n\n", " \n") if found in body] == []
    assert (body.startswith("\n"), body.endswith("\n"), body.endswith("\n\n")) == (False, True, False)


def test_mail_about_closing_says_why(submission):
    ACTS[MessageKind.CLOSED](submission)

    assert "\nReason: R&D pays it <now>.\n" in last(MessageKind.CLOSED).body


def test_mail_about_a_reply_says_whether_more_follows(submission):
    factories.replied(submission)
    final = last(MessageKind.REPLY)
    interim(other := factories.submission())

    assert "interim" not in final.body
    assert (
        "This is an interim reply. The final reply will follow by 23 April 2025."
        in other.messages.get(kind="reply").body
    )


def test_acknowledgement_says_when_it_came_and_when_the_answer_is_due(submission):
    body = last(MessageKind.ACKNOWLEDGEMENT).body

    assert "We received your submission on 2 April 2025, 16:42 IST." in body
    assert "You will get a reply by 23 April 2025" in body


def test_quarantine_and_release_send_nothing(submission):
    factories.moved(submission, "quarantine", "release")

    assert list(OutgoingMessage.objects.values_list("kind", flat=True)) == [MessageKind.ACKNOWLEDGEMENT]


def test_internal_note_and_assignment_send_nothing(submission):
    lead = factories.actor(Role.LEAD)
    casework.note(submission, "For colleagues", by=lead, at=factories.AT)
    casework.assign(submission, lead.user, by=lead, at=factories.AT, version=submission.version)

    assert list(OutgoingMessage.objects.values_list("kind", flat=True)) == [MessageKind.ACKNOWLEDGEMENT]


def test_mail_is_in_the_language_of_its_submission(submission):
    hindi = factories.submission(envelope={"language": "hi"})

    mails = OutgoingMessage.objects.filter(submission__in=[submission, hindi]).order_by("submission_id")
    assert list(mails.values_list("language", flat=True)) == ["en", "hi"]


def test_mail_of_a_held_submission_reads_like_any_other():
    held = factories.submission(to := factories.consultation(), proposal="Marked SECRET.")
    plain = factories.submission(to)

    assert held.status == SubmissionStatus.QUARANTINED
    assert body_without_numbers(held) == body_without_numbers(plain)


def body_without_numbers(of):
    """Return the mail about a submission without what is its own: reference and receipt."""
    body = of.messages.get().body
    for number in (of.reference, url_reference(of.reference), receipts.format_receipt(receipts.receipt_of(of))):
        assert number in body
        body = body.replace(number, "")
    return body
