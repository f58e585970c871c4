"""Published submissions: their public fields, search, and similarity to a draft text.

Only the date of receipt is public, also in URLs: two submissions received within minutes could be recognised as one
venture's, although it consented to its name on only one of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from engagements.choices import PublicationConsent, SubmissionStatus
from engagements.models import Consultation, FocusArea, Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.reports.keyset import cursor_of, older_than
from engagements.rules.recorded_submissions import origin_text
from engagements.rules.tokenizer import significant_words, words_of

PAGE_SIZE = 20
# More words than this do not improve a search.
MOST_WORDS = 12
# Number of candidates compared, and of shared words from which two submissions count as similar.
CANDIDATES, SHARED_WORDS = 60, 3


@dataclass(frozen=True)
class PublishedPoint:
    """One submission as the public sees it; `venture` is empty unless the venture consented to be named.

    `status` never reveals an open clarification: that is between the venture and the officials.
    """

    reference: str
    venture: str
    challenge: str
    focus_areas: tuple[str, ...]
    summary: str
    experience: str
    proposal: str
    language: str
    status: SubmissionStatus
    received_on: date
    is_example: bool
    # For a recorded submission: how it was received and that its venture confirmed it; otherwise empty.
    origin: str = ""


@dataclass(frozen=True)
class PublishedPage:
    """A page of published submissions, newest first; `older` is the last one's reference if more follow, else empty."""

    points: tuple[PublishedPoint, ...]
    older: str


def published_page(
    consultation: Consultation, *, search: str = "", challenge: str = "", focus_area: str = "", after: str = ""
) -> PublishedPage:
    """Return a page of a consultation's published submissions that contain all words of a search.

    A search without any word finds nothing. `after` is a reference; an unpublished one gives the first page.
    """
    words = words_of(search)[:MOST_WORDS]
    if search.strip() and not words:
        return PublishedPage((), "")
    found = _after_cursor(after, _published(consultation))
    if challenge:
        found = found.filter(challenge__slug=challenge)
    if focus_area:
        found = found.filter(focus_areas__slug=focus_area)
    if words:
        found = found.filter(search_text__words__finds=words)
    rows = list(found.order_by("-received_at", "-pk")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    points = tuple(_point(row) for row in shown)
    return PublishedPage(points, points[-1].reference if len(rows) > PAGE_SIZE else "")


def published_details(consultation: Consultation, reference: str) -> PublishedPoint | None:
    """Return the published submission with this printed reference, or None if there is none or it is not public."""
    found = _published(consultation).filter(reference=reference).first()
    return _point(found) if found else None


def preview_publication(submission: Submission) -> PublishedPoint:
    """Return a submission as it would appear if published, for the official who decides on it.

    No queries if venture, challenge, focus areas and recorded submission are already loaded.
    """
    return _point(submission)


def similar_published(text: str, consultation: Consultation, *, at_most: int = 3) -> tuple[PublishedPoint, ...]:
    """Return the published submissions that share most significant words with a text, most similar first."""
    words = significant_words(text)[: 3 * MOST_WORDS]
    if len(words) < SHARED_WORDS:
        return ()
    candidates = _published(consultation).filter(search_text__words__finds_any=words).select_related("search_text")
    scored = [
        (len(set(words) & set(candidate.search_text.words.split())), candidate)
        for candidate in candidates.order_by("-received_at", "-pk")[:CANDIDATES]
    ]
    alike = sorted((pair for pair in scored if pair[0] >= SHARED_WORDS), key=lambda pair: (-pair[0], -pair[1].pk))
    return tuple(_point(candidate) for _score, candidate in alike[:at_most])


def _published(consultation: Consultation) -> SubmissionQuerySet:
    found = Submission.objects.published().filter(consultation=consultation)
    return found.select_related("venture", "challenge", "recorded_submission").prefetch_related("focus_areas")


def _after_cursor(reference: str, published: SubmissionQuerySet) -> SubmissionQuerySet:
    place = published.filter(reference=reference).values_list("received_at", "pk").first() if reference else None
    return published.filter(older_than(cursor_of(*place))) if place else published


def _point(submission: Submission) -> PublishedPoint:
    is_named = submission.consent == PublicationConsent.NAMED
    areas: Iterable[FocusArea] = submission.focus_areas.all()
    return PublishedPoint(
        reference=submission.reference,
        venture=submission.venture.name if is_named else "",
        challenge=submission.challenge.label,
        focus_areas=tuple(area.label for area in areas),
        summary=submission.summary,
        experience=submission.experience,
        proposal=submission.proposal,
        language=submission.language,
        status=_public_status(SubmissionStatus(submission.status)),
        received_on=timezone.localdate(submission.received_at),
        is_example=submission.is_example,
        origin=origin_text(submission),
    )


def _public_status(status: SubmissionStatus) -> SubmissionStatus:
    return SubmissionStatus.UNDER_REVIEW if status is SubmissionStatus.CLARIFICATION else status
