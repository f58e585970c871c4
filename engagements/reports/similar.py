"""Submissions similar to a given one: shared words, and what each adds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.models import Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.rules import shingles
from engagements.rules.actors import Actor
from engagements.rules.campaigns import boilerplate_shingles, candidate_ids, comparable_texts
from engagements.rules.shingles import PartKind, Similarity, TextPart
from engagements.rules.tokenizer import words_of

SHOWN = 5
# Members of the same campaign compared, to find those that add something.
FELLOWS = 15
# Independently written submissions share up to four runs of three words.
MIN_SIMILAR = 5
# Changing a word or two inside a sentence is not an addition.
LEAST_ADDED = 3

# Minimum share of common words → description.
SHARE_WORDS: tuple[tuple[float, str | Promise], ...] = (
    (0.9, _("Nearly the same text")),
    (0.5, _("More than half of it the same")),
    (0.2, _("Some passages the same")),
    (0.0, _("A few sentences the same")),
)


@dataclass(frozen=True)
class SharedPassage:
    """One text of a submission under its heading, split into own and shared parts."""

    heading: str | Promise
    parts: tuple[TextPart, ...]


@dataclass(frozen=True)
class SimilarityComparison:
    """A submission compared with another: its additions, number of shared words, and its texts."""

    submission: Submission
    likeness: Similarity
    additions: tuple[str, ...]
    shared_words: int
    words: int
    passages: tuple[SharedPassage, ...]

    @property
    def share_words(self) -> str | Promise:
        """Describe the share of common words in words."""
        if self.likeness.is_whole:
            return _("The same text")
        return next(words for least, words in SHARE_WORDS if self.shared_words >= least * self.words)


def similar_to(submission: Submission, *, campaign_id: int | None, by: Actor) -> tuple[SimilarityComparison, ...]:
    """Return the submissions most similar to one, distinct texts first, in a fixed number of queries."""
    wording = boilerplate_shingles(submission.consultation)
    texts = comparable_texts(submission)
    visible = (
        Submission.objects.visible_to(by).counted().exclude(pk=submission.pk).select_related("fingerprint", "venture")
    )
    found = list(
        visible.filter(pk__in=candidate_ids(submission.consultation_id, shingles.indexed(texts, without=wording)))
    )
    rows = {row.pk: row for row in [*found, *_campaign_members(visible, campaign_id)]}
    compared = (compare_submissions(row, submission, wording=wording) for row in rows.values())
    return _nearest(one for one in compared if one.likeness.shared >= MIN_SIMILAR or one.likeness.is_whole)


def compare_submissions(submission: Submission, other: Submission, *, wording: frozenset[int]) -> SimilarityComparison:
    """Compare a submission with another."""
    own, others = (shingles.shingles_of(comparable_texts(one), without=wording) for one in (submission, other))
    passages = tuple(
        SharedPassage(heading, tuple(shingles.text_parts(text, shared=own & others, quoted=wording)))
        for heading, text in zip(
            (_("In one line"), _("What happened"), _("What should change")), comparable_texts(submission), strict=True
        )
        if text
    )
    parts = [part for passage in passages for part in passage.parts]
    counts = [(part.kind, len(words_of(part.text))) for part in parts]
    return SimilarityComparison(
        submission=submission,
        likeness=shingles.similarity(own, others),
        additions=tuple(_additions(parts)),
        shared_words=sum(number for kind, number in counts if kind is PartKind.SHARED),
        words=sum(number for _kind, number in counts),
        passages=passages,
    )


def _campaign_members(visible: SubmissionQuerySet, campaign_id: int | None) -> list[Submission]:
    if campaign_id is None:
        return []
    return list(visible.filter(fingerprint__campaign=campaign_id).order_by("pk")[:FELLOWS])


def _nearest(compared: Iterable[SimilarityComparison]) -> tuple[SimilarityComparison, ...]:
    """Return the first few by similarity, distinct texts before repeated ones."""
    by_share = sorted(compared, key=lambda one: (-one.likeness.share, -one.likeness.shared, one.submission.pk))
    seen: dict[str, int] = {}
    ranked = []
    for place, one in enumerate(by_share):
        digest = one.submission.fingerprint.digest
        seen[digest] = seen.get(digest, 0) + 1
        ranked.append((seen[digest], place, one))
    return tuple(one for _rank, _place, one in sorted(ranked, key=lambda row: row[:2])[:SHOWN])


def _additions(parts: Iterable[TextPart]) -> list[str]:
    own = [part.text.strip() for part in parts if part.kind is PartKind.OWN]
    return [text for text in own if len(words_of(text)) >= LEAST_ADDED]
