"""What each mail says, put into the outbox; one function for all that concern a submission.

A mail carries the reference and a link, never what the venture wrote and never the access code.
"""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from engagements.choices import MessageKind
from engagements.mail import outbox
from engagements.models import OutgoingMessage, Submission


def queue_about(
    submission: Submission, kind: MessageKind, *, at: datetime, **context: object
) -> OutgoingMessage | None:
    """Queue the mail of a kind to a submission's contact, in the contact's language.

    Returns None where there is nobody to write to: it was recorded from a session, or the person was erased.
    """
    contact = submission.contact
    if contact is None:
        return None
    with translation.override(contact.language):
        facts = {
            "submission": submission,
            "link": settings.SITE_URL + submission.get_absolute_url(),
            "department": settings.ORGANISATION_DEPARTMENT,
            "ministry": settings.ORGANISATION_MINISTRY,
            **context,
        }
        subject = " ".join(render_to_string(f"emails/{kind}.subject.txt", facts).split())
        body = render_to_string(f"emails/{kind}.txt", facts).strip() + "\n"
    return outbox.queue(
        kind=kind,
        submission=submission,
        recipient=contact.email,
        language=contact.language,
        subject=subject,
        body=body,
        at=at,
    )
