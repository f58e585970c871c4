"""Campaigns: which words of a submission are compared, which the consultation itself supplies, whose text is near."""

from functools import lru_cache

from django.db.models import Count, QuerySet

from engagements.models import AskedChallenge, Consultation, Fingerprint, IndexedShingle, Question, Submission
from engagements.models.submission import UNCOUNTED
from engagements.rules import shingles

# So many texts at most are compared word by word with a new one: those that share most of its indexed shingles.
NEAR = 10


def comparable_texts(submission: Submission) -> tuple[str, ...]:
    """Return the texts in which a submission says its point."""
    return submission.summary, submission.experience, submission.proposal


def boilerplate_shingles(consultation: Consultation) -> frozenset[int]:
    """Return the shingles that a consultation's own texts hold, in both languages: whoever repeats them quotes it."""
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
    """Return the shingles of texts that stay the same for months and are asked for with every comparison."""
    return shingles.shingles_of(texts)


def candidate_ids(consultation_id: int, numbers: frozenset[int]) -> list[int]:
    """Return the submissions of a consultation that hold most of some indexed shingles, the nearest first."""
    holding = IndexedShingle.objects.filter(consultation=consultation_id, shingle__in=sorted(numbers))
    counted = holding.values("submission_id").annotate(held=Count("shingle")).order_by("-held", "submission_id")
    return [row["submission_id"] for row in counted[:NEAR]] if numbers else []


def waiting_for_comparison() -> QuerySet[Fingerprint]:
    """Return the texts that were not compared yet, oldest first; what no figure counts has to wait."""
    uncompared = Fingerprint.objects.filter(leader__isnull=True, separated_at__isnull=True)
    return uncompared.exclude(submission__status__in=UNCOUNTED).order_by("pk")
