"""Outgoing emails: audit reads, and requeue failed emails."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct, DeliveryStatus
from engagements.errors import ActionRefused
from engagements.models import OutgoingMessage
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may


def log_message_read(message: OutgoingMessage, *, by: Actor, at: datetime) -> None:
    """Record that an official read an email, since it names its recipient."""
    audit.record(AuditedAct.MESSAGE_READ, message, by=by, at=at)


def requeue(message: OutgoingMessage, *, by: Actor, at: datetime) -> OutgoingMessage:
    """Requeue a failed email with the full time for delivery, and return it.

    Its Message-ID stays, so that a copy that did arrive can be recognised. Raises ActionRefused if the actor may not do
    this or the email has not failed.
    """
    check_may(by, Act.RETRY_MAIL)
    with transaction.atomic():
        current = (
            OutgoingMessage.objects.visible_to(by)
            .select_for_update(of=("self",), no_key=True)
            .filter(pk=message.pk)
            .first()
        )
        if current is None:
            raise ActionRefused(_("You do not have access to this email."))
        if current.status != DeliveryStatus.FAILED:
            raise ActionRefused(
                _("Only failed emails can be sent again. The status of this one is “%(state)s”.")
                % {"state": current.get_status_display()}
            )
        current.status, current.attempts, current.last_error = DeliveryStatus.QUEUED, 0, ""
        current.queued_at = current.next_attempt_at = at
        current.save(update_fields=["status", "attempts", "last_error", "queued_at", "next_attempt_at"])
        audit.record(AuditedAct.MESSAGE_REQUEUED, current, by=by, at=at, changes={"status": current.status})
    return current
