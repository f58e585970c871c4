"""Maintain the search index by which officials find submissions."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Concat, Left

from engagements.actions.failures import FailureLog
from engagements.models import SearchText, Submission
from engagements.rules.tokenizer import words_of

# Characters of case text that are indexed; PostgreSQL limits a tsvector to one megabyte.
CASE_WORDS_MAX = 250_000
CHUNK = 500


def add_words(submission: Submission, *texts: str) -> None:
    """Add texts about a submission to its search index, in one query."""
    words = " ".join(words_of("\n".join(texts)))
    longer = Left(Concat("case_words", Value(f" {words}", output_field=TextField())), CASE_WORDS_MAX)
    SearchText.objects.filter(pk=submission.pk).update(case_words=longer)


def rebuild_index() -> tuple[int, int]:
    """Rebuild the search index of every submission; return how many were done and how many failed."""
    count, failures = 0, FailureLog("indexing a submission")
    for submission in _with_texts():
        with failures.noted(submission), transaction.atomic():
            _index(submission)
            count += 1
    return count, failures.count


def _index(submission: Submission) -> None:
    own = " ".join(words_of(f"{submission.summary}\n{submission.experience}\n{submission.proposal}"))
    case = " ".join(words_of("\n".join(texts_of(submission))))[:CASE_WORDS_MAX]
    changed = SearchText.objects.filter(pk=submission.pk).update(words=own, case_words=case)
    if not changed:
        SearchText.objects.create(submission=submission, words=own, case_words=case)


def _with_texts() -> Iterator[Submission]:
    texts = ("notes", "replies__objection", "clarifications")
    found = Submission.objects.select_related("venture").prefetch_related(*texts).order_by("pk")
    yield from found.iterator(chunk_size=CHUNK)


def texts_of(submission: Submission) -> Iterator[str]:
    """Yield the texts written about a submission, and the venture's name."""
    yield submission.venture.name
    yield from (note.body for note in submission.notes.all())
    for asked in submission.clarifications.all():
        yield from (asked.question, asked.answer)
    for reply in submission.replies.all():
        yield from (reply.body, reply.reason)
        objection = getattr(reply, "objection", None)
        if objection:
            yield objection.body
