"""Delete illustrative example data."""

from datetime import datetime

from django.db import transaction

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import Contact, Draft, IdentityKey, OutgoingMessage, Submission, Venture
from engagements.rules.actors import Actor


def delete_examples(*, by: Actor, at: datetime) -> dict[str, int]:
    """Delete example submissions, ventures and contacts with their drafts and emails; return the counts.

    An example venture that also has a genuine submission is kept, with its contacts. The audit trail keeps its rows,
    which hold no personal data; one more row records the deletion.
    """
    with transaction.atomic():
        submissions = Submission.objects.filter(is_example=True)
        ventures = Venture.objects.only_illustrative()
        messages = OutgoingMessage.objects.about(submissions)
        removed = {
            "submissions": submissions.count(),
            "ventures": ventures.count(),
            "contacts": Contact.objects.filter(venture__in=ventures).count(),
            "drafts": Draft.objects.filter(submission__in=submissions).count(),
            "messages": messages.count(),
        }
        leaving = list(ventures.values_list("pk", flat=True))
        messages.delete()
        submissions.delete()
        Venture.objects.filter(pk__in=leaving).delete()
        IdentityKey.objects.filter(ventures=None, claims=None).delete()
        if any(removed.values()):
            audit.record(AuditedAct.EXAMPLES_CLEARED, Submission(), by=by, at=at, changes=removed)
    return removed
