"""Outgoing mail that failed is sent again; opening one is put on record."""

from datetime import timedelta

import pytest

from engagements.actions import mail
from engagements.choices import AuditedAct, DeliveryStatus, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, OutgoingMessage
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=3)


def failed(**fields) -> OutgoingMessage:
    """Return the acknowledgement of a new submission, given up."""
    message = factories.submission().messages.get()
    fields = {"status": DeliveryStatus.FAILED, "attempts": 50, "last_error": "TimeoutError"} | fields
    OutgoingMessage.objects.filter(pk=message.pk).update(**fields)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_requeue_puts_a_failed_mail_into_the_queue_with_its_full_time(role):
    message, actor = failed(), factories.actor(role)

    queued = mail.requeue(message, by=actor, at=LATER)

    assert (queued.status, queued.attempts, queued.last_error) == (DeliveryStatus.QUEUED, 0, "")
    assert (queued.queued_at, queued.next_attempt_at, queued.message_id) == (LATER, LATER, message.message_id)
    assert list(OutgoingMessage.objects.due(at=LATER)) == [queued]
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.changes) == (
        AuditedAct.MESSAGE_REQUEUED,
        actor.user,
        {"status": "queued"},
    )


@pytest.mark.parametrize(
    ("role", "status", "sentence"),
    [
        (Role.OFFICER, DeliveryStatus.FAILED, "Your role does not allow this"),
        (Role.AUDITOR, DeliveryStatus.FAILED, "Your role does not allow this"),
        (Role.LEAD, DeliveryStatus.QUEUED, "Only failed emails can be sent again. The status of this one is “Queued”"),
        (
            Role.LEAD,
            DeliveryStatus.SENDING,
            "Only failed emails can be sent again. The status of this one is “Being sent”",
        ),
    ],
)
def test_requeue_is_refused_in_words(role, status, sentence):
    message = failed(status=status)

    with pytest.raises(ActionRefused, match=sentence):
        mail.requeue(message, by=factories.actor(role), at=LATER)

    message.refresh_from_db()
    assert (message.status, message.attempts) == (status, 50)


def test_requeue_of_mail_about_what_one_may_not_see_is_refused():
    message = failed()
    factories.moved(message.submission, "quarantine")

    with pytest.raises(ActionRefused, match="do not have access to this email"):
        mail.requeue(message, by=factories.actor(Role.LEAD), at=LATER)

    assert mail.requeue(message, by=factories.actor(Role.ADMINISTRATOR), at=LATER).status == DeliveryStatus.QUEUED


def test_opened_is_put_on_record():
    message, officer = failed(), factories.actor(Role.OFFICER)

    mail.log_message_read(message, by=officer, at=LATER)

    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.target_id) == (AuditedAct.MESSAGE_READ, officer.user, str(message.pk))


def test_mail_is_visible_with_its_submission_and_to_those_who_keep_the_outbox():
    about_open, about_held, about_none = failed(), failed(), failed()
    factories.moved(about_held.submission, "quarantine")
    OutgoingMessage.objects.filter(pk=about_none.pk).update(submission=None)

    def seen_by(actor: Actor) -> set[int]:
        return set(OutgoingMessage.objects.visible_to(actor).values_list("pk", flat=True))

    assert seen_by(factories.actor(Role.OFFICER)) == {about_open.pk, about_none.pk}
    assert seen_by(factories.actor(Role.SECURITY)) == {about_held.pk}
    assert seen_by(factories.actor(Role.ADMINISTRATOR)) == {about_open.pk, about_held.pk, about_none.pk}
    assert seen_by(Actor.anyone()) == seen_by(factories.actor()) == set()
