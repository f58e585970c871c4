"""Questions in the admin: asked, worded anew, ended, and shown with the answers that were given."""

import pytest
from django.urls import reverse

from engagements.choices import QuestionKind, Role
from engagements.models import Question
from engagements.rules.submission_data import AnswerData
from tests import factories
from tests.admin.pages import page_of

pytestmark = pytest.mark.django_db

CONTROL = "Remove the invisible control character. It may have been copied from another program."
LINE = "Line 2: write code | answer, or code | answer | answer in Hindi."
CODE = (
    "Line 1: the code takes small letters, digits, hyphens and underscores, at most 40 characters, and is not “other”."
)
AMOUNT = "Write whole rupees, not less than 0 and not more than ₹10,00,000 crore."
LIST = "admin:engagements_question_changelist"


@pytest.fixture
def to():
    return factories.consultation(title="March")


def no_choice(value):
    return f"Select a valid choice. {value} is not one of the available choices."


def add_url(to):
    return f"{reverse('admin:engagements_question_add')}?consultation={to.pk}"


def new(**changes):
    return {"wording": "Do you export?", "column": "export", "kind": "yes_no", "position": "0"} | changes


def errors_of(response):
    return {name: [str(error) for error in found] for name, found in response.context["form"].errors.items()}


def as_shown(client, question):
    """Return what the form of a question sends when nothing is changed."""
    form = client.get(page_of(question)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_lead_asks_a_question_with_answers_to_choose_from(enter, client, to):
    enter(Role.LEAD)
    lines = " North | In the north | उत्तर में \r\n\r\nsouth|In the south"
    facts = new(kind="single", options=lines, allows_other="on", wording_hi="कहाँ?", is_required="on", position="7")

    response = client.post(add_url(to), facts)

    question = to.questions.get()
    assert response.url == f"{reverse(LIST)}?consultation={to.pk}"
    assert (question.wording, question.wording_hi, question.column) == ("Do you export?", "कहाँ?", "export")
    assert (question.is_required, question.allows_other, question.position) == (True, True, 7)
    assert [(one.slug, one.label, one.label_hi) for one in question.options.all()] == [
        ("north", "In the north", "उत्तर में"),
        ("south", "In the south", ""),
    ]


def test_address_without_a_consultation_leads_to_the_list(enter, client):
    enter(Role.LEAD)

    assert client.get(reverse("admin:engagements_question_add")).url == reverse(LIST)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"wording": ""}, "wording", "This field is required."),
        ({"wording": "a\x1bb"}, "wording", CONTROL),
        ({"column": "Ä b"}, "column", "Write small letters, digits, hyphens and underscores, at most 40 characters."),
        ({"column": "taken"}, "column", "“Taken?” has this column already."),
        ({"options": "a | A"}, "options", "This kind of answer has no list of options. Leave this empty."),
        ({"allows_other": "on"}, "allows_other", "Only questions with a list of answers can have an “other” answer."),
        ({"kind": "single"}, "options", "Enter at least two answers, one per line."),
        ({"kind": "single", "options": "a | A"}, "options", "Enter at least two answers, one per line."),
        ({"kind": "single", "options": "a | A\na | B"}, "options", "The code “a” is used on two lines."),
        ({"kind": "single", "options": "a | A\nb"}, "options", LINE),
        ({"kind": "single", "options": "a | A\nb | B | C | D"}, "options", LINE),
        ({"kind": "single", "options": "other | A\nb | B"}, "options", CODE),
        ({"kind": "single", "options": "a b | A\nb | B"}, "options", CODE),
        ({"kind": "single", "options": f"a | {'A' * 161}"}, "options", "Line 1: an answer has at most 160 characters."),
        ({"unit": "people"}, "unit", "Only a number can have a unit. Leave this empty."),
        ({"minimum": "1"}, "minimum", "This kind of answer has no limits. Leave this empty."),
        ({"kind": "number", "minimum": "5", "maximum": "5"}, "maximum", "This must be greater than “at least”."),
        ({"kind": "scale", "minimum": "0.5"}, "maximum", "A scale has whole numbers only."),
        ({"kind": "scale", "maximum": "12"}, "maximum", "A scale has from 2 to 11 points."),
        ({"kind": "scale", "maximum": "1"}, "maximum", "A scale has from 2 to 11 points."),
        ({"kind": "rupees", "minimum": "-1"}, "minimum", AMOUNT),
        ({"condition": "nothing=yes"}, "condition", no_choice("nothing=yes")),
        ({"condition": "taken=maybe"}, "condition", no_choice("taken=maybe")),
        ({"challenge": "999999"}, "challenge", no_choice("999999")),
        ({"position": "-1"}, "position", "Ensure this value is greater than or equal to 0."),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_explained_at_its_place(enter, client, to, changes, field, sentence):
    factories.question(to, "taken", kind=QuestionKind.YES_NO, wording="Taken?")
    enter(Role.LEAD)

    response = client.post(add_url(to), new(**changes))

    assert (response.status_code, errors_of(response)) == (200, {field: [sentence]})
    assert Question.objects.count() == 1


def test_condition_that_leads_in_a_circle_is_refused_at_the_condition(enter, client, to):
    first = factories.question(to, "a", kind=QuestionKind.YES_NO, wording="A?")
    factories.question(to, "b", kind=QuestionKind.YES_NO, wording="B?", shown_if=("a", "yes"))
    enter(Role.LEAD)

    response = client.post(page_of(first), as_shown(client, first) | {"condition": "b=yes"})

    assert errors_of(response) == {"condition": ["“A?” depends on itself, by way of other questions."]}
    first.refresh_from_db()
    assert first.shown_if_column == ""


def test_condition_on_a_question_of_another_challenge_is_refused_at_the_condition(enter, client):
    challenge = factories.challenge()
    to = factories.consultation(challenges=[challenge])
    factories.question(to, "a", kind=QuestionKind.YES_NO, challenge=challenge)
    enter(Role.LEAD)

    response = client.post(add_url(to), new(condition="a=yes"))

    assert errors_of(response) == {"condition": ["“Do you export?” depends on a question of another challenge."]}


def test_answer_on_which_another_question_depends_is_not_taken_away(enter, client, to):
    first = factories.question(to, "a", "x", "y", wording="A?")
    factories.question(to, "b", wording="B?", shown_if=("a", "x"))
    enter(Role.LEAD)

    response = client.post(page_of(first), as_shown(client, first) | {"options": "y | Y\nz | Z"})

    assert errors_of(response) == {"__all__": ["“B?” depends on an answer that “A?” does not offer."]}


def test_form_that_is_sent_as_it_is_shown_changes_nothing(enter, client, to):
    factories.question(to, "b", kind=QuestionKind.YES_NO)
    facts = {"allows_other": True, "help_text": "Help", "is_required": True, "shown_if": ("b", "no")}
    question = factories.question(to, "a", "x", "y", **facts)
    before = Question.objects.filter(pk=question.pk).values().get()
    enter(Role.LEAD)

    response = client.post(page_of(question), as_shown(client, question))

    assert response.status_code == 302
    assert Question.objects.filter(pk=question.pk).values().get() == before
    assert [(one.slug, one.label) for one in question.options.all()] == [("x", "X"), ("y", "Y")]


def test_question_that_was_answered_says_that_it_is_asked_anew_and_keeps_its_kind(enter, client, to):
    question = factories.question(to, "share", wording="Which share?")
    submission = factories.submission(to, envelope={"answers": (AnswerData(question.pk, text="A tenth"),)})
    enter(Role.LEAD)

    shown = client.get(page_of(question)).content.decode()
    sent = as_shown(client, question) | {"wording": "What share?", "kind": "number"}
    client.post(page_of(question), sent)

    assert "One answer has been given. If you save, the question is asked again under the same column" in shown
    asked = to.questions.current().get()
    assert (asked.wording, asked.kind, asked.supersedes_id) == ("What share?", "short_text", question.pk)
    page = client.get(reverse("admin:engagements_submission_change", args=[submission.pk])).content.decode()
    assert ("Which share?" in page, "A tenth" in page, "(no longer asked in these words)" in page) == (True, True, True)


def test_second_of_two_officials_is_told_what_the_first_changed(enter, client, to):
    question = factories.question(to, "share", wording="Which share?")
    enter(Role.LEAD, full_name="Asha Rao")
    mine, theirs = (as_shown(client, question) | {"wording": words} for words in ("Mine?", "Theirs?"))
    client.post(page_of(question), theirs)

    response = client.post(page_of(question), mine)

    assert response.status_code == 409
    assert "Asha Rao changed this" in errors_of(response)["__all__"][0]
    assert to.questions.get().wording == "Theirs?"


def test_form_of_a_question_that_was_superseded_meanwhile_does_not_undo_it(enter, client, to):
    question = factories.question(to, "share")
    enter(Role.LEAD)
    mine = as_shown(client, question) | {"wording": "Mine?"}
    factories.submission(to, envelope={"answers": (AnswerData(question.pk, text="A tenth"),)})
    factories.question(to, "share", wording="Theirs?", at=factories.AT)

    response = client.post(page_of(question), mine)

    assert response.status_code == 409
    assert to.questions.current().get().wording == "Theirs?"


def test_question_is_ended_by_a_button_and_not_where_another_depends_on_it(enter, client, to):
    first = factories.question(to, "a", kind=QuestionKind.YES_NO, wording="A?")
    second = factories.question(to, "b", wording="B?", shown_if=("a", "yes"))
    enter(Role.LEAD)

    refused = client.post(reverse("admin:engagements_question_retire", args=[first.pk]), follow=True)
    client.post(reverse("admin:engagements_question_retire", args=[second.pk]))

    assert "“B?” depends on a question that is not asked." in refused.content.decode()
    assert list(to.questions.current()) == [first]
    assert "This wording was used until" in client.get(page_of(second)).content.decode()


def test_reader_sees_questions_and_changes_none(enter, client, to):
    question = factories.question(to, "share", "x", "y", wording="Which share?")
    enter(Role.AUDITOR)

    shown = client.get(page_of(question)).content.decode()

    assert ("Which share?" in shown, "<textarea" in shown, "No longer ask it" in shown) == (True, False, False)
    assert client.post(page_of(question), new()).status_code == 403
    assert client.post(reverse("admin:engagements_question_retire", args=[question.pk])).status_code == 403
    assert client.post(add_url(to), new()).status_code == 403


def test_list_says_in_words_when_each_is_shown_and_what_lacks_hindi(enter, client, to):
    factories.question(to, "a", "x", "y", wording="A?", wording_hi="अ?")
    factories.question(to, "b", wording="B?", wording_hi="ब?", shown_if=("a", "x"))
    enter(Role.LEAD)

    response = client.get(reverse(LIST))

    [group] = response.context["cl"].groups
    assert [(line.question.wording, line.condition, line.lacks_hindi, line.answers) for line in group.lines] == [
        ("A?", "", True, 0),
        ("B?", "Only if “A?” is answered with “X”", False, 0),
    ]
    assert "Only if “A?” is answered with “X”" in response.content.decode()


def test_list_of_a_consultation_that_asks_nothing_says_so(enter, client, to):
    enter(Role.LEAD)

    html = client.get(reverse(LIST), {"consultation": to.pk}).content.decode()

    assert "This consultation asks no questions of its own." in html
    assert "Questions" in client.get(reverse("admin:engagements_consultation_change", args=[to.pk])).content.decode()


def test_list_asks_as_much_for_three_questions_as_for_one(enter, queries_of, to):
    enter(Role.LEAD)
    factories.question(to, "a", "x", "y")
    with_one = queries_of(reverse(LIST))
    factories.question(to, "b", "x", "y", shown_if=("a", "x"))
    factories.question(to, "c", "x", "y", shown_if=("a", "y"))

    assert queries_of(reverse(LIST)) == with_one
