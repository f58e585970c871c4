"""The mails with a link in them: plain, in words that say what the link does, forgotten once they are sent."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import override_settings

from engagements.actions import drafts, links
from engagements.choices import DeliveryStatus, MessageKind
from engagements.mail import outbox
from engagements.models import OutgoingMessage
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
CLOSES = datetime(2025, 4, 30, 18, 29, 59, tzinfo=UTC)
SUBJECTS = {
    MessageKind.RESUME_LINK: "Link to your draft",
    MessageKind.REMINDER: "Reminder: your draft has not been sent. The consultation closes on 30 April 2025",
    MessageKind.MY_LINK: "Link to your submissions",
}
each_kind = pytest.mark.parametrize("kind", list(SUBJECTS))


def queued(kind, *, title="Late payments & more"):
    draft, _token = drafts.start_draft(
        factories.consultation(title=title, closes_at=CLOSES),
        language="en",
        at=AT,
        answers={"point": {"summary": "Canary"}, "venture": {"contact_name": "Canary"}},
    )
    if kind == MessageKind.MY_LINK:
        links.mail_my_link("asha@example.org", language="en", at=AT)
        return OutgoingMessage.objects.latest("pk")
    links.mail_resume_link(draft, "asha@example.org", language="en", at=AT)
    if kind == MessageKind.REMINDER:
        links.mail_reminder(draft, at=AT)
    return OutgoingMessage.objects.latest("pk")


@each_kind
def test_mail_with_a_link_says_what_it_is_about(kind):
    message = queued(kind)

    assert (message.kind, message.recipient, message.subject) == (kind, "asha@example.org", SUBJECTS[kind])
    assert len([line for line in message.body.splitlines() if line.startswith("https://feedback.example.org/")]) == 1


@each_kind
def test_mail_with_a_link_is_plain_text_without_entities_gaps_or_answers(kind):
    with override_settings(ORGANISATION_DEPARTMENT="Department of R&D", ORGANISATION_MINISTRY="<Ministry>"):
        body = queued(kind).body

    assert "Department of R&D\n<Ministry>" in body
    wrong = ("&amp;", "&lt;", "&#", "{{", "{%", "\n\n\n", " \n", "Canary")
    assert [found for found in wrong if found in body] == []
    assert (body.startswith("\n"), body.endswith("\n"), body.endswith("\n\n")) == (False, True, False)


def test_mail_with_a_link_to_a_draft_says_how_long_it_works_and_when_the_consultation_closes():
    body = queued(MessageKind.RESUME_LINK).body

    assert "until 2 May 2025, and 30 days from each time you save." in body
    assert "The consultation closes on 30 April 2025, 23:59 IST." in body
    assert "“Late payments & more”" in body


@each_kind
def test_mail_with_a_link_is_forgotten_once_it_is_sent(kind):
    body = queued(kind).body
    OutgoingMessage.objects.exclude(kind=kind).delete()

    outbox.deliver_due(clock=lambda: AT)

    message = OutgoingMessage.objects.get()
    assert (message.status, message.body, mail.outbox[0].body) == (DeliveryStatus.SENT, "", body)
