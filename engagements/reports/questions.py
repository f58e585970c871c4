"""Answers to extra questions as export columns: one column per question over all its versions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.choices import ConsultationStatus, QuestionKind
from engagements.models import Answer, Question
from engagements.reports.scope import Scope
from engagements.reports.spreadsheet import Cell
from engagements.rules.questions import CHOSEN_KINDS

Key = tuple[int, str]
"""A consultation and a column of it."""


@dataclass(frozen=True)
class QuestionColumn:
    """One question, or the free text given beside its options (`is_other`)."""

    key: Key
    heading: str
    meaning: str
    is_other: bool = False


Said = Mapping[tuple[int, Key, bool], Cell]
"""Submission, question, whether it is the “other” text → what its cell holds."""


def question_columns(scope: Scope) -> tuple[QuestionColumn, ...]:
    """Return the columns of all questions that the consultations of a scope ask or have asked, in order."""
    newest: dict[Key, Question] = {}
    with_other: set[Key] = set()
    for question in _questions_in(scope):
        key = (question.consultation_id, question.column)
        newest[key] = question
        with_other |= {key} if question.allows_other else set()
    # With several consultations, two questions may have the same name.
    is_one = len({key[0] for key in newest}) < 2
    ordered = sorted(newest.items(), key=lambda item: (item[0][0], item[1].position, item[1].pk))
    return tuple(
        column
        for key, question in ordered
        for column in _columns_of(key, question, is_one=is_one, has_other=key in with_other)
    )


def answers_by_question(submissions: Collection[int], *, asked: Collection[QuestionColumn]) -> Said:
    """Return the answers of submissions, by submission id, in a fixed number of queries."""
    wanted = {column.key for column in asked}
    found = Answer.objects.filter(submission_id__in=submissions).in_words()
    said: dict[tuple[int, Key, bool], Cell] = {}
    for answer in found:
        key = (answer.question.consultation_id, answer.question.column)
        if key in wanted:
            said[answer.submission_id, key, False] = _cell(answer)
            said[answer.submission_id, key, True] = answer.other
    return said


def _questions_in(scope: Scope) -> list[Question]:
    published = Question.objects.exclude(consultation__status=ConsultationStatus.DRAFT)
    asked = published.select_related("consultation")
    if scope.consultation:
        asked = asked.filter(consultation__slug=scope.consultation)
    if scope.challenge:
        asked = asked.filter(Q(challenge__isnull=True) | Q(challenge__slug=scope.challenge))
    # A question retired without any answer has nothing to show.
    asked = asked.filter(Q(retired_at__isnull=True) | Q(answers__isnull=False)).distinct()
    return list(asked.order_by("asked_from", "pk"))


def _columns_of(key: Key, question: Question, *, is_one: bool, has_other: bool) -> list[QuestionColumn]:
    code = question.column if is_one else f"{question.consultation.slug}: {question.column}"
    heading = f"{question.text} [{code}]"
    meaning = _("Question of “%(consultation)s”, as it is worded now; empty where it was not asked or not answered.")
    columns = [QuestionColumn(key, heading, meaning % {"consultation": question.consultation.heading})]
    if has_other:
        other = _("%(question)s (other)") % {"question": heading}
        columns.append(QuestionColumn(key, other, _("What was written beside the answers on offer."), is_other=True))
    return columns


def _cell(answer: Answer) -> Cell:
    kind = answer.question.kind
    if kind in CHOSEN_KINDS:
        other = [pgettext("answer", "Other")] if answer.other else []
        return "; ".join([*(option.text for option in answer.chosen.all()), *other])
    if answer.number is not None:
        whole = answer.number == answer.number.to_integral_value()
        return int(answer.number) if whole else float(answer.number)
    if answer.date is not None:
        return answer.date.isoformat()
    if kind == QuestionKind.YES_NO:
        return pgettext("cell of a table", "yes") if answer.text == "yes" else pgettext("cell of a table", "no")
    return answer.text
