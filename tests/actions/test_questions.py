"""Questions of a consultation: asked, worded anew without touching old answers, retired."""

from datetime import timedelta
from decimal import Decimal

import pytest

from engagements.actions import questions
from engagements.choices import QuestionKind, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Question
from engagements.rules.actors import Actor
from engagements.rules.answers import answer_text
from engagements.rules.receipts import receipt_of
from engagements.rules.submission_data import AnswerData
from tests import factories

pytestmark = pytest.mark.django_db

LATER = factories.AT + timedelta(days=1)


def answered(to, *answers):
    return factories.submission(to, envelope={"answers": answers})


def acts_on(question):
    events = AuditEvent.objects.filter(target_type="question", target_id=str(question.pk))
    return [event.act for event in events.order_by("pk")]


def test_question_is_asked_from_now_on_and_written_into_the_trail(to):
    question = factories.question(to, "share", "low", "high", by=factories.actor(Role.LEAD))

    assert [one.column for one in to.questions.current()] == ["share"]
    assert [(one.slug, one.label, one.position) for one in question.options.all()] == [
        ("low", "Low", 0),
        ("high", "High", 1),
    ]
    assert acts_on(question) == ["question.recorded"]
    assert AuditEvent.objects.latest("pk").changes["options"] == ["low | Low | ", "high | High | "]


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.OFFICER, Role.SECURITY, Role.ANALYST, Role.AUDITOR])
def test_question_is_worded_by_those_who_edit_consultations_alone(to, role):
    asked = factories.question(to, "share")
    with pytest.raises(ActionRefused):
        factories.question(to, "share", wording="Mine?", by=factories.actor(role))
    with pytest.raises(ActionRefused):
        questions.retire(asked, by=factories.actor(role), at=LATER)

    asked.refresh_from_db()
    assert (asked.wording, asked.retired_at) == ("What about share?", None)


def test_question_that_nobody_answered_is_changed_in_place(to):
    asked = factories.question(to, "share", "low", "high")
    low = asked.options.get(slug="low")

    again = factories.question(to, "share", "low", "middle", wording="Which share?")

    assert (again.pk, Question.objects.count(), again.wording) == (asked.pk, 1, "Which share?")
    assert [one.slug for one in again.options.all()] == ["low", "middle"]
    # A draft may be on its way with it.
    assert again.options.get(slug="low").pk == low.pk
    assert acts_on(asked) == ["question.recorded", "question.revised"]


def test_question_that_was_answered_is_superseded_and_its_answers_keep_the_wording(to):
    asked = factories.question(to, "share", "low", "high")
    submission = answered(to, AnswerData(asked.pk, option_ids=(asked.options.get(slug="low").pk,)))
    receipt = receipt_of(submission)

    again = factories.question(to, "share", "none", wording="Which share?", at=LATER)

    answer = submission.answers.in_words().get()
    assert again.pk != asked.pk
    assert (again.supersedes_id, again.asked_from) == (asked.pk, LATER)
    assert (answer.question.wording, answer_text(answer), answer.question.retired_at) == (
        "What about share?",
        ("Low",),
        LATER,
    )
    assert list(to.questions.current()) == [again]
    assert receipt_of(submission) == receipt


def test_question_is_retired_and_its_answers_stay(to):
    asked = factories.question(to, "share")
    submission = answered(to, AnswerData(asked.pk, text="A tenth"))

    questions.retire(asked, by=factories.actor(Role.LEAD), at=LATER)

    assert list(to.questions.current()) == []
    assert [answer_text(answer) for answer in submission.answers.in_words()] == [("A tenth",)]
    assert acts_on(asked) == ["question.recorded", "question.retired"]


def test_question_on_which_another_depends_is_not_retired(to):
    asked = factories.question(to, "export", kind=QuestionKind.YES_NO)
    factories.question(to, "where", shown_if=("export", "yes"))

    with pytest.raises(ActionRefused, match="depends on a question that is not asked"):
        questions.retire(asked, by=factories.actor(Role.LEAD), at=LATER)

    asked.refresh_from_db()
    assert asked.retired_at is None


def test_question_is_not_reworded_where_another_would_lose_its_answer(to):
    factories.question(to, "share", "low", "high")
    factories.question(to, "why", shown_if=("share", "low"))

    with pytest.raises(ActionRefused, match="depends on an answer that “What about share\\?” does not offer"):
        factories.question(to, "share", "middle", "high")

    assert [one.slug for one in to.questions.get(column="share").options.all()] == ["low", "high"]


def test_question_that_depends_on_itself_is_not_asked(to):
    factories.question(to, "a", kind=QuestionKind.YES_NO)
    factories.question(to, "b", kind=QuestionKind.YES_NO, shown_if=("a", "yes"))

    with pytest.raises(ActionRefused, match="depends on itself"):
        factories.question(to, "a", kind=QuestionKind.YES_NO, shown_if=("b", "yes"))

    assert to.questions.get(column="a").shown_if_column == ""


def test_column_that_was_retired_can_be_asked_again(to):
    questions.retire(factories.question(to, "share"), by=Actor.system("test"), at=LATER)

    again = factories.question(to, "share", wording="Once more?", at=LATER)

    assert (list(to.questions.current()), again.supersedes) == ([again], None)


def test_receipt_covers_each_answer(to):
    asked = factories.question(to, "people", kind=QuestionKind.NUMBER)
    submission = answered(to, AnswerData(asked.pk, number=Decimal("12.50")))
    before = receipt_of(submission)

    submission.answers.update(number=Decimal("12.51"))

    assert receipt_of(submission) != before
