"""Submissions as the form makes them, moved along, shown or held back, with their files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from engagements.actions import claims, publication, submissions, transitions
from engagements.choices import AbuseSign, FileKind, PublicationConsent, Severity, VentureKind
from engagements.models import Attachment, Consultation, Submission
from engagements.rules.actors import Actor
from engagements.rules.submission_data import ContactData, IssueData, SubmissionData, VentureData
from tests.factories.basis import ACCESS_CODE, AT, numbers
from tests.factories.consultations import consultation
from tests.factories.ventures import address_of


def sent(
    to: Consultation,
    *,
    venture: str = "",
    profile: dict[str, Any] | None = None,
    person: dict[str, Any] | None = None,
    envelope: dict[str, Any] | None = None,
    **point: Any,
) -> SubmissionData:
    """Return what arrives with one submission; `point` takes the fields of Point.

    `venture` is its name: the same name is the same venture, another one each time where none is given.
    """
    name = venture or f"Test Venture {next(numbers)}"
    default_point = {
        "challenge_id": to.asked_challenges.values_list("challenge_id", flat=True)[0],
        "focus_area_ids": (to.focus_areas.values_list("pk", flat=True)[0],),
        "summary": "Milestone payments arrive five months after acceptance",
        "experience": "Acceptance was signed in October; the tranche reached us in March.",
        "severity": Severity.COSTLY,
        "consent": PublicationConsent.UNNAMED,
    }
    return SubmissionData(
        issue=IssueData(**default_point | point),
        venture=VentureData(**{"name": name, "kind": VentureKind.STARTUP, "state": "KA"} | (profile or {})),
        contact=ContactData(**{"name": "Test Person", "email": address_of(name)} | (person or {})),
        **(envelope or {}),
    )


def submission(
    to: Consultation | None = None,
    *,
    at: datetime = AT,
    access_code: str = ACCESS_CODE,
    is_example: bool = False,
    abuse_signs: Sequence[AbuseSign] = (),
    **what: Any,
) -> Submission:
    """Make a submission as the form does: with venture, contact, first status, audit row and acknowledgement.

    `what` goes to `sent()`.
    """
    to = to or consultation()
    arriving = sent(to, envelope={"is_example": is_example} | what.pop("envelope", {}), **what)
    by = Actor.system("test")
    return submissions.receive(
        arriving,
        consultation=to,
        idempotency_key=uuid4(),
        access_code=access_code,
        by=by,
        at=at,
        abuse_signs=abuse_signs,
    )


def proved(of: Submission, *, at: datetime = AT) -> Submission:
    """Prove by a used link that a submission was sent from its contact's address."""
    claims.prove(of, by=Actor.venture(of), at=at)
    return of


def received(days_ago: int = 3, to: Consultation | None = None, **what: Any) -> Submission:
    """Make a submission that arrived so many days before now; `what` goes to `submission()`."""
    return submission(to, at=timezone.now() - timedelta(days=days_ago), **what)


def moved(
    of: Submission, *names: str, by: Actor | None = None, at: datetime = AT, reason: str = "A reason."
) -> Submission:
    """Take a submission along moves that carry nothing, such as take_up, close, withdraw, quarantine."""
    for name in names:
        of = transitions.apply_transition(
            of, name, by=by or Actor.system("test"), at=at, version=of.version, reason=reason
        )
    return of


def published(of: Submission, *, by: Actor | None = None, at: datetime = AT) -> Submission:
    """Decide that a point may be shown."""
    return publication.publish_submission(of, by=by or Actor.system("test"), at=at, version=of.version)


def not_published(
    of: Submission, because: str = "It names a person.", *, by: Actor | None = None, at: datetime = AT
) -> Submission:
    """Decide that a point is not shown."""
    return publication.reject_publication(of, because, by=by or Actor.system("test"), at=at, version=of.version)


def attachment(of: Submission, body: bytes = b"Stage,Days\nTrials,240\n", **fields: Any) -> Attachment:
    """Store a table that came with a submission."""
    defaults = {
        "original_name": "stages.csv",
        "stored_name": storages["default"].save("x", ContentFile(body)),
        "kind": FileKind.CSV,
        "size": len(body),
        "sha256": sha256(body).hexdigest(),
        "uploaded_at": AT,
    }
    return Attachment.objects.create(submission=of, **defaults | fields)
