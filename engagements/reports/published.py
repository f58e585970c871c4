"""Published points: what anyone may read of submissions, and which of them are like a text that is being written.

Of when a point arrived only the day is told, also in the addresses of pages: two points that came within minutes of one
another could be known as one venture's, although it let only one of them be shown with its name.
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
# A search for more words than these finds nothing better.
MOST_WORDS = 12
# How many candidates are compared for likeness, and how many words two points must share to be called alike.
CANDIDATES, SHARED_WORDS = 60, 3


@dataclass(frozen=True)
class PublishedPoint:
    """One point as the public sees it; `venture` is empty unless the venture agreed to be named.

    `status` never says that a question to the venture is open: that is between the two.
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
    # How a point that an official wrote down came here, and that its venture confirmed it; else nothing.
    origin: str = ""


@dataclass(frozen=True)
class PublishedPage:
    """A page of published points, newest first; `older` names its last point where more follow, else it is empty."""

    points: tuple[PublishedPoint, ...]
    older: str


def published_page(
    consultation: Consultation, *, search: str = "", challenge: str = "", focus_area: str = "", after: str = ""
) -> PublishedPage:
    """Return the published points of a consultation that hold all the words of a search, from behind a point on.

    A search without a word in it finds nothing. `after` is a reference; one that is not published means the beginning.
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
    """Return the published point with this printed reference, or None where there is none or it may not be shown."""
    found = _published(consultation).filter(reference=reference).first()
    return _point(found) if found else None


def preview_publication(submission: Submission) -> PublishedPoint:
    """Return a point as anyone would read it if it were published; for the official who decides on that.

    Needs the venture, the challenge, the focus areas and how it was heard at hand; asks no query then.
    """
    return _point(submission)


def similar_published(text: str, consultation: Consultation, *, at_most: int = 3) -> tuple[PublishedPoint, ...]:
    """Return the published points that share most telling words with a text, the most alike first."""
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
