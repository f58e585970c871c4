"""Answers in files: one question, one column, whatever its wordings were."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engagements.choices import ConsultationStatus, QuestionKind, Role
from engagements.reports import exports
from engagements.reports.questions import question_columns
from engagements.reports.scope import Scope
from engagements.rules.submission_data import AnswerData
from tests import factories

pytestmark = pytest.mark.django_db

EVERYTHING = Scope()
LATER = factories.AT + timedelta(days=1)


@pytest.fixture
def to():
    return factories.consultation(slug="march")


def headings(scope=EVERYTHING):
    return [column.heading for column in question_columns(scope)]


def cells(scope=EVERYTHING):
    columns = question_columns(scope)
    actor = factories.actor(Role.ANALYST)
    return list(exports.submission_rows(scope, by=actor, columns=(), asked=columns))


def test_no_question_means_no_column(to):
    assert headings() == []


def test_question_is_one_column_with_another_for_other(to):
    factories.question(to, "share", "low", "high", allows_other=True, wording="Which share?", position=2)
    factories.question(to, "years", kind=QuestionKind.NUMBER, wording="For how long?", position=1)

    assert headings() == ["For how long? [years]", "Which share? [share]", "Which share? [share] (other)"]


def test_every_kind_is_written_as_a_reader_of_tables_expects(to):
    single = factories.question(to, "a", "low", "high", position=0)
    several = factories.question(to, "b", "x", "y", kind=QuestionKind.MULTIPLE, allows_other=True, position=1)
    rest = [
        factories.question(to, kind.value, kind=kind, position=place)
        for place, kind in enumerate(QuestionKind, start=2)
        if kind not in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.FILE)
    ]
    values = {
        QuestionKind.SHORT_TEXT: {"text": "=1+1"},
        QuestionKind.LONG_TEXT: {"text": "one\ntwo"},
        QuestionKind.NUMBER: {"number": Decimal("12.50")},
        QuestionKind.RUPEES: {"number": Decimal(12_50_000)},
        QuestionKind.DATE: {"day": date(2025, 3, 24)},
        QuestionKind.YES_NO: {"text": "no"},
        QuestionKind.SCALE: {"number": Decimal(4)},
    }
    both = tuple(several.options.values_list("pk", flat=True))
    answers = [
        AnswerData(single.pk, option_ids=(single.options.get(slug="high").pk,)),
        AnswerData(several.pk, option_ids=both, other="ours"),
        *(AnswerData(question.pk, **values[question.kind]) for question in rest),
    ]
    factories.submission(to, envelope={"answers": tuple(answers)})
    factories.submission(to, at=factories.AT - timedelta(days=1))

    assert cells() == [
        ["High", "X; Y; Other", "ours", "=1+1", "one\ntwo", 12.5, 1250000, "2025-03-24", "no", 4],
        [""] * 10,
    ]


def test_answers_to_earlier_wordings_stand_in_the_same_column(to):
    first = factories.question(to, "share", "low", "high", wording="Which share?")
    chosen = (first.options.get(slug="low").pk,)
    factories.submission(
        to, envelope={"answers": (AnswerData(first.pk, option_ids=(first.options.get(slug="low").pk,)),)}
    )
    second = factories.question(to, "share", "low", wording="What share of sales?", at=LATER)
    chosen = (second.options.get(slug="low").pk,)
    factories.submission(to, at=LATER, envelope={"answers": (AnswerData(second.pk, option_ids=chosen),)})

    assert headings() == ["What share of sales? [share]"]
    assert cells() == [["Low"], ["Low"]]


def test_same_name_in_two_consultations_is_two_columns(to):
    other = factories.consultation(slug="june")
    for consultation in (to, other):
        question = factories.question(consultation, "share", wording="Which share?")
        factories.submission(consultation, envelope={"answers": (AnswerData(question.pk, text=consultation.slug),)})

    assert headings() == ["Which share? [march: share]", "Which share? [june: share]"]
    assert sorted(cells()) == [["", "june"], ["march", ""]]
    assert headings(Scope(consultation="june")) == ["Which share? [share]"]
    assert cells(Scope(consultation="june")) == [["june"]]


def test_question_for_a_file_has_one_column_with_the_names(to):
    question = factories.question(to, "plan", kind=QuestionKind.FILE, wording="Your plan?")
    factories.submission(to, envelope={"answers": (AnswerData(question.pk, text="plan.pdf; costs.xlsx"),)})

    assert headings() == ["Your plan? [plan]"]
    assert cells() == [["plan.pdf; costs.xlsx"]]


def test_question_of_another_challenge_or_of_a_draft_has_no_column(to):
    funding, rules = factories.challenge(slug="funding"), factories.challenge(slug="rules")
    factories.question(to, "a", challenge=funding, wording="A?")
    factories.question(to, "b", challenge=rules, wording="B?")
    factories.question(factories.consultation(status=ConsultationStatus.DRAFT), "c")

    assert headings(Scope(challenge="funding")) == ["A? [a]"]


def test_retired_question_has_a_column_where_it_was_answered(to):
    answered, ignored = factories.question(to, "a", wording="A?"), factories.question(to, "b", wording="B?")
    factories.submission(to, envelope={"answers": (AnswerData(answered.pk, text="x"),)})
    for question in (answered, ignored):
        question.retired_at = LATER
        question.save()

    assert headings() == ["A? [a]"]


def test_rows_take_the_same_queries_however_many_there_are(to, django_assert_num_queries):
    question = factories.question(to, "share")
    columns, actor = question_columns(Scope()), factories.actor(Role.ANALYST)
    assert actor.reads_submissions
    for count in (1, 3):
        for _number in range(count):
            factories.submission(to, envelope={"answers": (AnswerData(question.pk, text="x"),)})
        with django_assert_num_queries(3):
            list(exports.submission_rows(Scope(), by=actor, columns=(), asked=columns))
