"""Extra questions: which are asked, which are shown, and which sets of them cannot be asked."""

import pytest

from engagements.choices import QuestionKind
from engagements.errors import ActionRefused
from engagements.models import Question
from engagements.rules.questions import check_set, questions_for_challenge, values_of, visible_questions
from tests import factories
from tests.refusals import refusal_of

YES_NO = QuestionKind.YES_NO


def question(column: str, kind: str = YES_NO, *, shown_if: tuple[str, str] = ("", ""), **fields) -> Question:
    parent, value = shown_if
    fields = {"wording": f"{column}?", "shown_if_column": parent, "shown_if_value": value} | fields
    return Question(column=column, kind=kind, **fields)


def columns(questions) -> list[str]:
    return [one.column for one in questions]


def test_questions_of_a_challenge_are_asked_with_those_of_every_challenge():
    everywhere, funding, rules = question("a"), question("b", challenge_id=1), question("c", challenge_id=2)

    assert columns(questions_for_challenge([everywhere, funding, rules], 1)) == ["a", "b"]
    assert columns(questions_for_challenge([everywhere, funding, rules], None)) == ["a"]


CHAIN = [question("a"), question("b", shown_if=("a", "yes")), question("c", shown_if=("b", "no"))]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["a"]),
        ({"a": ["no"]}, ["a"]),
        ({"a": ["yes"]}, ["a", "b"]),
        ({"a": ["yes"], "b": ["yes"]}, ["a", "b"]),
        ({"a": ["yes"], "b": ["no"]}, ["a", "b", "c"]),
        # What was once answered to a hidden question calls for nothing.
        ({"a": ["no"], "b": ["no"]}, ["a"]),
        ({"b": ["no"]}, ["a"]),
        ({"a": ["forged"], "b": ["no"]}, ["a"]),
    ],
)
def test_question_is_shown_only_along_a_chain_of_answers(given, expected):
    assert columns(visible_questions(CHAIN, given)) == expected


def test_question_with_several_answers_calls_for_all_that_depend_on_them():
    questions = [
        question("a", QuestionKind.MULTIPLE),
        question("b", shown_if=("a", "x")),
        question("c", shown_if=("a", "y")),
        question("d", shown_if=("a", "other")),
    ]

    assert columns(visible_questions(questions, {"a": ["x", "other"]})) == ["a", "b", "d"]


def test_question_whose_parent_is_not_asked_is_hidden():
    assert columns(visible_questions([question("b", shown_if=("a", "yes"))], {"a": ["yes"]})) == []


def test_questions_that_depend_on_each_other_are_hidden_and_end():
    questions = [question("a", shown_if=("b", "yes")), question("b", shown_if=("a", "yes"))]

    assert columns(visible_questions(questions, {"a": ["yes"], "b": ["yes"]})) == []


@pytest.mark.django_db
def test_values_are_the_codes_with_other_where_it_is_offered():
    to = factories.consultation()

    assert values_of(factories.question(to, "a", "x", "y")) == {"x", "y"}
    assert values_of(factories.question(to, "b", "x", allows_other=True)) == {"x", "other"}
    assert values_of(factories.question(to, "c", kind=YES_NO)) == {"yes", "no"}


def test_set_with_a_chain_is_fine():
    assert refusal_of(check_set, CHAIN) is None


@pytest.mark.parametrize(
    ("questions", "field", "sentence"),
    [
        (
            [question("b", shown_if=("a", "yes"))],
            "shown_if_column",
            "“b?” depends on a question that is not asked.",
        ),
        (
            [question("a"), question("b", shown_if=("a", "maybe"))],
            "shown_if_value",
            "“b?” depends on an answer that “a?” does not offer.",
        ),
        (
            [question("a", QuestionKind.SHORT_TEXT), question("b", shown_if=("a", "yes"))],
            "shown_if_value",
            "“b?” depends on an answer that “a?” does not offer.",
        ),
        (
            [question("a", challenge_id=1), question("b", shown_if=("a", "yes"))],
            "shown_if_column",
            "“b?” depends on a question of another challenge.",
        ),
        (
            [question("a", challenge_id=1), question("b", challenge_id=2, shown_if=("a", "yes"))],
            "shown_if_column",
            "“b?” depends on a question of another challenge.",
        ),
        (
            [question("a", shown_if=("a", "yes"))],
            "shown_if_column",
            "“a?” depends on itself, by way of other questions.",
        ),
        (
            [
                question("a", shown_if=("c", "yes")),
                question("b", shown_if=("a", "yes")),
                question("c", shown_if=("b", "yes")),
            ],
            "shown_if_column",
            "“a?” depends on itself, by way of other questions.",
        ),
    ],
)
def test_set_that_cannot_work_is_refused_with_the_reason(questions, field, sentence):
    with pytest.raises(ActionRefused) as refused:
        check_set(questions)

    assert (refused.value.field, refused.value.message) == (field, sentence)


def test_set_where_a_challenge_s_question_depends_on_one_of_every_challenge_is_fine():
    questions = [question("a"), question("b", challenge_id=1, shown_if=("a", "yes"))]

    assert refusal_of(check_set, questions) is None


def test_set_behind_a_loop_is_refused_too_and_ends():
    loop = [question("a", shown_if=("b", "yes")), question("b", shown_if=("a", "yes"))]

    with pytest.raises(ActionRefused):
        check_set([question("c", shown_if=("a", "yes")), *loop])
