"""Answers to the extra questions of a consultation, for the review page."""

from dataclasses import dataclass

from engagements.models import Answer, Submission
from engagements.rules.answers import answer_text, is_free_text
from engagements.rules.text_cleaning import written_language


@dataclass(frozen=True)
class Said:
    """One answer, with the question as it was asked; `is_past` if that wording is retired."""

    question: str
    words: tuple[str, ...]
    language: str
    is_past: bool


def answers_of(submission: Submission) -> list[Said]:
    """Return the answers of a submission, in the order of the form."""
    return [_said(answer) for answer in submission.answers.in_words()]


def _said(answer: Answer) -> Said:
    question, words = answer.question, answer_text(answer)
    language = written_language(" ".join(words)) if is_free_text(question) or answer.other else ""
    return Said(question.text, words, language, is_past=question.retired_at is not None)
