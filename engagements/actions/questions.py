"""Extra questions of a consultation: asked, reworded without touching old answers, retired."""

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
    """One answer to choose, as an official writes it."""

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
    """Ask a question from now on, or reword the one that is asked under the same column.

    `facts` maps the model's fields (without consultation and times) to values. A question nobody has answered is
    changed in place; one that was answered is superseded, and its answers keep the old wording. Raises ActionRefused
    where the conditions among the consultation's questions would not work.
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
    """Ask a question no more; what was answered stays.

    Raises ActionRefused where another question depends on it.
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
    """Offer these options; one that is offered already keeps its row, since a draft may be on its way with it."""
    question.options.exclude(slug__in=[option.slug for option in options]).delete()
    for place, option in enumerate(options):
        words = {"label": option.label, "label_hi": option.label_hi, "position": place}
        QuestionOption.objects.update_or_create(question=question, slug=option.slug, defaults=words)
