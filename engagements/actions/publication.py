"""Publication: consent restricted by the venture, and the official's decision to publish."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import transitions
from engagements.choices import AuditedAct, Moderation, PublicationConsent
from engagements.errors import ActionRefused
from engagements.models import ConsentChange, Submission
from engagements.models.submission import REASON_MAX, SHOWN_CONSENTS, UNCOUNTED
from engagements.rules.actors import Actor
from engagements.rules.case_actions import PUBLICATION
from engagements.rules.permissions import check_may
from engagements.rules.recorded_submissions import recorded_by_self


def restrict_consent(
    submission: Submission, consent: PublicationConsent, *, by: Actor, at: datetime, version: int
) -> Submission:
    """Restrict a submission's publication consent; what was public is hidden when the transaction commits.

    A published text returns to review even if the new consent only removes the name: it was reviewed beside the name.
    Raises ActionRefused for a consent that is not stricter.
    """
    with transaction.atomic():
        current = transitions.locked(submission, by=by, version=version)
        before = PublicationConsent(current.consent)
        if consent.strictness <= before.strictness:
            raise ActionRefused(
                _("Choose an option that shares less. To share more, send a new submission."), field="consent"
            )
        ConsentChange.objects.create(submission=current, from_consent=before, to_consent=consent, at=at)
        changes: dict[str, object] = {"consent": consent}
        if current.moderation == Moderation.PUBLISHED:
            changes |= {"moderation": Moderation.PENDING, "moderated_at": None, "moderated_by": None}
        for field, value in changes.items():
            setattr(current, field, value)
        current.version += 1
        current.save(update_fields=[*changes, "version"])
        audit.record(AuditedAct.CONSENT_TIGHTENED, current, by=by, at=at, changes=changes)
    return current


def publish_submission(submission: Submission, *, by: Actor, at: datetime, version: int) -> Submission:
    """Publish a submission as far as its consent allows."""
    return _decide(submission, Moderation.PUBLISHED, because="", tells=False, by=by, at=at, version=version)


def reject_publication(
    submission: Submission, because: str, *, tells_venture: bool = False, by: Actor, at: datetime, version: int
) -> Submission:
    """Decide not to publish a submission although its venture consents.

    The reason is for colleagues; `tells_venture` shows it on the venture's page, too.
    """
    if not because.strip():
        raise ActionRefused(_("Give a reason. One sentence is enough."), field="because")
    if len(because.strip()) > REASON_MAX:
        raise ActionRefused(_("Shorten the reason to %(limit)d characters.") % {"limit": REASON_MAX}, field="because")
    reason = because.strip()
    return _decide(
        submission, Moderation.NOT_PUBLISHED, because=reason, tells=tells_venture, by=by, at=at, version=version
    )


def check_may_decide(submission: Submission, *, by: Actor) -> None:
    """Raise ActionRefused unless the actor may decide on publication and the submission can be published at all."""
    check_may(by, PUBLICATION)
    if recorded_by_self(submission, by):
        raise ActionRefused(_("You recorded this submission yourself. Another official decides."))
    if submission.consent not in SHOWN_CONSENTS:
        raise ActionRefused(_("The venture has not consented to publication of its text."))
    if submission.status in UNCOUNTED:
        raise ActionRefused(_("It has been withdrawn, or is held for the security officer, so no part of it is shown."))


def _decide(
    submission: Submission, decision: Moderation, *, because: str, tells: bool, by: Actor, at: datetime, version: int
) -> Submission:
    with transaction.atomic():
        current = transitions.locked(submission, by=by, version=version)
        check_may_decide(current, by=by)
        current.moderation, current.moderated_at, current.moderated_by = decision, at, by.user
        current.not_published_reason, current.tells_not_published_reason = because, tells
        current.version += 1
        fields = [
            "moderation",
            "moderated_at",
            "moderated_by",
            "not_published_reason",
            "tells_not_published_reason",
            "version",
        ]
        current.save(update_fields=fields)
        audit.record(AuditedAct.SUBMISSION_MODERATED, current, by=by, at=at, changes={"moderation": decision})
    return current
