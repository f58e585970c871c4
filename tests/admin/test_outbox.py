"""Outgoing mail in the admin: how far it came, who reads it, sending it again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.choices import DeliveryStatus, Role
from engagements.models import AuditEvent, OutgoingMessage
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/outgoingmessage/"


def mailed(**fields) -> OutgoingMessage:
    """Return the acknowledgement of a new submission, with some fields as a test wants them."""
    to = {"email": "kiran@example.org"}
    message = factories.submission(at=timezone.now() - timedelta(days=3), person=to).messages.get()
    OutgoingMessage.objects.filter(pk=message.pk).update(**fields)
    return OutgoingMessage.objects.get(pk=message.pk)


def page_of(message: OutgoingMessage, name: str = "change") -> str:
    return reverse(f"admin:engagements_outgoingmessage_{name}", args=[message.pk])


def readings() -> int:
    return AuditEvent.objects.filter(act="message.read").count()


@pytest.mark.parametrize(
    ("role", "is_read"),
    [
        (Role.TRIAGE, True),
        (Role.OFFICER, True),
        (Role.LEAD, True),
        (Role.AUDITOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_text_is_read_by_those_who_answer_and_reading_is_put_on_record(enter, client, role, is_read):
    enter(role)
    message = mailed()

    page = client.get(page_of(message)).content.decode()

    assert [words in page for words in ("kiran@example.org", message.subject)] == [is_read, is_read]
    assert readings() == int(is_read)


def test_text_that_opens_a_draft_is_read_by_nobody(enter, client):
    enter(*Role)
    message = mailed(submission=None, body="https://feedback.example.org/resume/SECRET/")

    page = client.get(page_of(message)).content.decode()

    assert ("SECRET" in page, "kiran@example.org" in page, readings()) == (False, False, 0)


def test_list_shows_neither_recipients_nor_texts(enter, client):
    enter(*Role)
    message = mailed()

    page = client.get(LIST).content.decode()

    assert ("kiran@example.org" in page, message.subject in page) == (False, False)
    assert "1 email" in page


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_failed_mail_is_sent_again(enter, client, role):
    enter(role)
    message = mailed(status=DeliveryStatus.FAILED, last_error="TimeoutError")
    assert "Send again" in client.get(page_of(message)).content.decode()

    response = client.post(page_of(message, "again"))

    assert response["Location"] == page_of(message)
    assert OutgoingMessage.objects.get().status == DeliveryStatus.QUEUED
    assert "back in the queue" in str(next(iter(response.wsgi_request._messages)))


def test_mail_on_its_way_is_not_sent_again(enter, client):
    enter(Role.LEAD)
    message = mailed()
    assert "Send again" not in client.get(page_of(message)).content.decode()

    response = client.post(page_of(message, "again"))

    [told] = [str(message) for message in response.wsgi_request._messages]
    assert told == "Only failed emails can be sent again. The status of this one is “Queued”."


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.OFFICER, Role.AUDITOR])
def test_sending_again_is_for_those_who_may(enter, client, role):
    enter(role)
    message = mailed(status=DeliveryStatus.FAILED)

    assert client.post(page_of(message, "again")).status_code == 403
    assert OutgoingMessage.objects.get().status == DeliveryStatus.FAILED


def test_list_is_narrowed_by_state_and_found_by_reference(enter, client):
    enter(Role.ADMINISTRATOR)
    failed, queued = mailed(status=DeliveryStatus.FAILED), mailed()

    def found(**parameters) -> list[OutgoingMessage]:
        return list(client.get(LIST, parameters).context["cl"].result_list)

    assert found(status="failed") == [failed]
    assert found(q=queued.submission.reference) == [queued]


def test_list_asks_as_much_for_three_rows_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    mailed()
    with_one = queries_of(LIST)
    mailed(status=DeliveryStatus.FAILED)
    mailed(submission=None)

    assert queries_of(LIST) == with_one <= 8
