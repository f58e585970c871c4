"""The list of questions, grouped by consultation, in order, with conditions and missing translations."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.questions.form import said_of_condition
from engagements.choices import QuestionKind
from engagements.models import Consultation, Question
from engagements.rules.checklists import lacks_hindi
from engagements.rules.parsers import parse_int


@dataclass(frozen=True)
class QuestionLine:
    """One row of the list: condition, missing Hindi, number of answers."""

    question: Question
    kind: str
    condition: str
    lacks_hindi: bool
    answers: int


@dataclass(frozen=True)
class QuestionGroup:
    """The questions of one consultation: current and retired."""

    consultation: Consultation
    lines: list[QuestionLine]
    past: list[QuestionLine]
    preview_url: str


class QuestionList(OfficialsChangeList):
    """Questions grouped and paginated by consultation; a chosen one is listed even without questions."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """Return the consultations of the matching questions: pagination is by consultation."""
        self.questions = super().get_queryset(*args, **kwargs)
        asking = self.questions.order_by().values("consultation")
        return Consultation.objects.filter(pk__in=asking).order_by("-opens_at", "-pk")

    @property
    def groups(self) -> list[QuestionGroup]:
        """The consultations with current or retired questions, newest first."""
        shown = self.questions.filter(consultation__in=[one.pk for one in self.result_list])
        rows = list(shown.order_by("-consultation__opens_at", "-consultation_id", "position", "pk"))
        found = [group_of(of, list(group)) for of, group in groupby(rows, key=lambda row: row.consultation)]
        chosen = self.params.get("consultation", "")
        if not found and chosen:
            return [group_of(consultation, []) for consultation in Consultation.objects.filter(pk=chosen)]
        return found

    @property
    def consultations(self) -> list[Consultation]:
        """The consultations that a question can be added to: the newest, and the chosen one."""
        chosen = parse_int(self.params.get("consultation", ""))
        return list(limited_choices(Consultation.objects.order_by("-opens_at", "-pk"), chosen=[chosen]))


def group_of(consultation: Consultation, rows: list[Question]) -> QuestionGroup:
    """Return the questions of a consultation as a group of the list."""
    asked = [row for row in rows if row.retired_at is None]
    past = [row for row in rows if row.retired_at is not None]
    return QuestionGroup(consultation, _lines(asked, asked), _lines(past, rows), preview_url(consultation))


def preview_url(consultation: Consultation) -> str:
    """Return the URL of the preview of the questions."""
    return reverse("preview_step", args=[consultation.slug, "questions"])


def _lines(rows: Iterable[Question], others: list[Question]) -> list[QuestionLine]:
    return [
        QuestionLine(
            question=row,
            kind=str(QuestionKind(row.kind).label),
            condition=said_of_condition(row, others),
            lacks_hindi=lacks_hindi(row),
            answers=row.answer_count,  # type: ignore[attr-defined]
        )
        for row in rows
    ]
