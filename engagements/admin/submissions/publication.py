"""Publication of a submission, for the review page: its state and the exact public text."""

from dataclasses import dataclass

from django.urls import reverse

from engagements.choices import Moderation, PublicationConsent
from engagements.models import Submission
from engagements.reports.published import PublishedPoint, preview_publication
from engagements.rules.identity_leaks import find_identifying_details

TONES = {Moderation.PENDING: "info", Moderation.PUBLISHED: "good", Moderation.NOT_PUBLISHED: "warn"}


@dataclass(frozen=True)
class Publication:
    """State of publication; `point` is the public text, None if it can never be published."""

    state: str
    tone: str
    is_named: bool
    point: PublishedPoint | None
    given_away: list[str]
    url: str


def publication_of(submission: Submission) -> Publication:
    """Return the publication of a submission; expects venture, contact and taxonomy prefetched."""
    state = Moderation(submission.moderation)
    point = preview_publication(submission) if submission.is_showable else None
    return Publication(
        state=str(state.label),
        tone=TONES[state],
        is_named=submission.consent == PublicationConsent.NAMED,
        point=point,
        given_away=find_identifying_details(submission) if point else [],
        url=reverse("public:published_point", args=[submission.consultation.slug, point.reference])
        if point and state is Moderation.PUBLISHED
        else "",
    )
