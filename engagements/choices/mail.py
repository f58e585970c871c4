"""Choices for emails: kinds, delivery status, purposes of links."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """Kinds of emails; each has its templates in `templates/emails/`."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    CLARIFICATION = "clarification", _("Clarification asked")
    REPLY = "reply", _("Reply")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    WITHDRAWN = "withdrawn", _("Withdrawal confirmed")
    RESUME_LINK = "resume_link", _("Link to a draft")
    REMINDER = "reminder", _("Draft close to the deadline")
    MY_LINK = "my_link", _("Link to my submissions")
    CONFIRM_RECORDED = "confirm_recorded", _("Confirm a recorded submission")
    RECORDED = "recorded", _("Recorded in the venture's name")
    INVITATION = "invitation", _("Invitation of an official")
    SECOND_FACTOR_RESET = "second_factor_reset", _("Second factor taken away")
    PASSWORD_RESET = "password_reset", _("Link to a new password")
    ACCOUNT_CHANGED = "account_changed", _("Change of how an official signs in")
    POWERS_ASKED = "powers_asked", _("Second administrator asked")
    POWERS_CHANGED = "powers_changed", _("Change of an official's powers")
    DIGEST = "digest", _("Daily reminder for an official")


class DeliveryStatus(models.TextChoices):
    """Delivery status of an outgoing message."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class LinkPurpose(models.TextChoices):
    """What an emailed link opens."""

    RESUME_DRAFT = "resume_draft", _("Continue a draft")
    MY_SUBMISSIONS = "my_submissions", _("See my submissions")
    CONFIRM_RECORDED = "confirm_recorded", _("Confirm a recorded submission")
    INVITATION = "invitation", _("Set first password")
