"""Extra questions of a consultation: add, reword without changing old answers, retire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import Consultation, Question, QuestionOption
from engagements.rules.actors import Actor
from engagements.rules.permissions import check_may_edit
from engagements.rules.questions import check_set


@dataclass(frozen=True)
class NewOption:
    """One option as entered by an official."""

    slug: str
    label: str
    label_hi: str = ""


def record_question(
    consultation: Consultation,
    facts: dict[str, Any],
    options: Sequence[NewOption],
    *,
    by: Actor,
    at: datetime,
) -> Question:
    """Add a question to a consultation, or reword the current one with the same column.

    `facts` maps the model's fields (without consultation and times) to values. A question without answers is changed in
    place; an answered one is superseded, and its answers keep the old wording. Raises ActionRefused if the conditions
    among the consultation's questions would be invalid.
    """
    check_may_edit(by, "question")
    with transaction.atomic():
        current = consultation.questions.current().select_for_update(no_key=True).filter(column=facts["column"]).first()
        if current is None:
            question = Question.objects.create(consultation=consultation, asked_from=at, **facts)
            act = AuditedAct.QUESTION_RECORDED
        else:
            question = _superseding_question(current, facts, at=at)
            act = AuditedAct.QUESTION_REVISED
        _set_options(question, options)
        check_set(list(consultation.questions.current().with_options()))
        offered = {"options": [f"{option.slug} | {option.label} | {option.label_hi}" for option in options]}
        audit.record(act, question, by=by, at=at, changes=facts | offered)
    return question


def retire(question: Question, *, by: Actor, at: datetime) -> None:
    """Retire a question; its answers are kept.

    Raises ActionRefused if another question depends on it.
    """
    check_may_edit(by, "question")
    with transaction.atomic():
        question.retired_at = at
        question.save(update_fields=["retired_at"])
        check_set(list(question.consultation.questions.current().with_options()))
        audit.record(AuditedAct.QUESTION_RETIRED, question, by=by, at=at)


def _superseding_question(current: Question, facts: dict[str, Any], *, at: datetime) -> Question:
    if not (current.answers.exists() or current.files.exists()):
        for name, value in facts.items():
            setattr(current, name, value)
        current.save()
        return current
    current.retired_at = at
    current.save(update_fields=["retired_at"])
    return Question.objects.create(consultation_id=current.consultation_id, asked_from=at, supersedes=current, **facts)


def _set_options(question: Question, options: Sequence[NewOption]) -> None:
    """Replace the options; one with the same slug keeps its row, since unsent drafts may refer to it."""
    question.options.exclude(slug__in=[option.slug for option in options]).delete()
    for place, option in enumerate(options):
        words = {"label": option.label, "label_hi": option.label_hi, "position": place}
        QuestionOption.objects.update_or_create(question=question, slug=option.slug, defaults=words)
