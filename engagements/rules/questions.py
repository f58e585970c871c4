"""Extra questions: which ones a venture is asked, and validation of their conditions."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from engagements.choices import QuestionKind
from engagements.errors import ActionRefused
from engagements.models import Question

# Kinds with a closed list of answers, on which another question can depend.
CONDITION_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.YES_NO})
CHOSEN_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
# Kinds that the form supports; questions of any other kind are ignored.
ASKED_KINDS = frozenset(QuestionKind)
YES_NO_VALUES = frozenset({"yes", "no"})
OTHER_VALUE = "other"


def questions_for_challenge(questions: Iterable[Question], challenge_id: int | None) -> list[Question]:
    """Return the questions of a challenge: its own, and those for every challenge."""
    taken = [question for question in questions if question.kind in ASKED_KINDS]
    return [question for question in taken if question.challenge_id in (None, challenge_id)]


def visible_questions(questions: Sequence[Question], given: Mapping[str, Iterable[str]]) -> list[Question]:
    """Return the questions whose conditions are met, in order.

    `given` maps columns to the values chosen so far (option codes, "yes", "no", "other"). A hidden question also hides
    those that depend on it, even if it was answered earlier.
    """
    by_column = {question.column: question for question in questions}
    return [question for question in questions if _is_shown(question, by_column, given, trail=())]


def check_set(questions: Sequence[Question]) -> None:
    """Raise ActionRefused if the conditions of a consultation's current questions are invalid."""
    by_column = {question.column: question for question in questions}
    for question in questions:
        if question.shown_if_column:
            _check_condition(question, by_column)


def values_of(question: Question) -> frozenset[str]:
    """Return the answers on which other questions can depend."""
    if question.kind == QuestionKind.YES_NO:
        return YES_NO_VALUES
    options = frozenset(option.slug for option in question.options.all())
    return options | {OTHER_VALUE} if question.allows_other else options


def _is_shown(
    question: Question, by_column: Mapping[str, Question], given: Mapping[str, Iterable[str]], *, trail: tuple[str, ...]
) -> bool:
    if not question.shown_if_column:
        return True
    parent = by_column.get(question.shown_if_column)
    if parent is None or parent.column in trail:
        return False
    if question.shown_if_value not in set(given.get(parent.column, ())):
        return False
    return _is_shown(parent, by_column, given, trail=(*trail, question.column))


def _check_condition(question: Question, by_column: Mapping[str, Question]) -> None:
    parent = by_column.get(question.shown_if_column)
    if parent is None:
        raise ActionRefused(
            _("“%(question)s” depends on a question that is not asked.") % {"question": question.wording},
            field="shown_if_column",
        )
    if parent.kind not in CONDITION_KINDS or question.shown_if_value not in values_of(parent):
        raise ActionRefused(
            _("“%(question)s” depends on an answer that “%(parent)s” does not offer.")
            % {"question": question.wording, "parent": parent.wording},
            field="shown_if_value",
        )
    if parent.challenge_id is not None and parent.challenge_id != question.challenge_id:
        raise ActionRefused(
            _("“%(question)s” depends on a question of another challenge.") % {"question": question.wording},
            field="shown_if_column",
        )
    _check_no_loop(question, by_column)


def _check_no_loop(question: Question, by_column: Mapping[str, Question]) -> None:
    seen = {question.column}
    current = by_column.get(question.shown_if_column)
    while current is not None:
        if current.column in seen:
            raise ActionRefused(
                _("“%(question)s” depends on itself, by way of other questions.") % {"question": question.wording},
                field="shown_if_column",
            )
        seen.add(current.column)
        current = by_column.get(current.shown_if_column) if current.shown_if_column else None
