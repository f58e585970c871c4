"""Campaign detection rules: which texts are compared, boilerplate to ignore, candidates for comparison."""

from functools import lru_cache

from django.db.models import Count, QuerySet

from engagements.models import AskedChallenge, Consultation, Fingerprint, IndexedShingle, Question, Submission
from engagements.models.submission import UNCOUNTED
from engagements.rules import shingles

# Number of candidates that are compared in full: those that share most indexed shingles.
NEAR = 10


def comparable_texts(submission: Submission) -> tuple[str, ...]:
    """Return the texts of a submission that are compared."""
    return submission.summary, submission.experience, submission.proposal


def boilerplate_shingles(consultation: Consultation) -> frozenset[int]:
    """Return the shingles of a consultation's own texts in both languages, which submissions may quote."""
    prompts = AskedChallenge.objects.filter(consultation=consultation).order_by("pk")
    questions = Question.objects.filter(consultation=consultation).order_by("pk")
    texts = [consultation.title, consultation.title_hi, consultation.summary, consultation.summary_hi]
    texts += [consultation.background, consultation.background_hi]
    texts += [text for row in prompts.values_list("challenge__prompt", "challenge__prompt_hi") for text in row]
    asked = questions.values_list("wording", "wording_hi", "help_text", "help_text_hi")
    texts += [text for row in asked for text in row]
    return _shingles_of_wording(tuple(filter(None, texts)))


@lru_cache(maxsize=16)
def _shingles_of_wording(texts: tuple[str, ...]) -> frozenset[int]:
    """Return the shingles of texts, cached: they rarely change and every comparison needs them."""
    return shingles.shingles_of(texts)


def candidate_ids(consultation_id: int, numbers: frozenset[int]) -> list[int]:
    """Return the submissions of a consultation that share most indexed shingles, the closest first."""
    holding = IndexedShingle.objects.filter(consultation=consultation_id, shingle__in=sorted(numbers))
    counted = holding.values("submission_id").annotate(held=Count("shingle")).order_by("-held", "submission_id")
    return [row["submission_id"] for row in counted[:NEAR]] if numbers else []


def waiting_for_comparison() -> QuerySet[Fingerprint]:
    """Return the fingerprints not yet compared, oldest first, without submissions excluded from statistics."""
    uncompared = Fingerprint.objects.filter(leader__isnull=True, separated_at__isnull=True)
    return uncompared.exclude(submission__status__in=UNCOUNTED).order_by("pk")
