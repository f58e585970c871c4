"""Every kind of question: what is wrong comes back with a sentence, the rest is kept exactly as it was written."""

import json
from typing import Any

import pytest
from django.http import QueryDict

from engagements.choices import QuestionKind
from engagements.public.forms.question_kinds import FIELDS
from engagements.public.forms.questions import QuestionsForm
from engagements.rules.questions import ASKED_KINDS
from tests import factories

pytestmark = pytest.mark.django_db

ASK = "Answer the question “What about it?”."
CONTROL = "Remove the invisible control character. It may have been copied from another program."
NOT_OFFERED = "Choose one of the answers in the list."
NUMBER = (
    "Enter a number in digits, for example 120 or 12.5. (Name the field: “Days lost must be "
    "a number, for example 120”.)"
)
AMOUNT = "Enter the amount in rupees, for example 12,50,000 or 12.5 lakh or 2 crore."
DIGITS = "Write the day in digits, for example 24 3 2025."
WHOLE_DAY = "Enter the day, month and year."
NO_DAY = "This date does not exist. Check the day, month and year."
YEARS = "Write a year from 1900 to 2100."

HINDI = "रक्षा उत्पादन में भुगतान"
# Marks that only say in which direction to read, and belong to a text; overrides and isolates do not.
MARKED = "\u200fशब्द\u200e word\u200f"
OVERRIDE = "before\u202eafter"
NUL = "before\x00after"

TEXT_KINDS = {QuestionKind.SHORT_TEXT: 300, QuestionKind.LONG_TEXT: 5_000}
CHOICE_KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.YES_NO, QuestionKind.SCALE)
DAY = ("q-it_0", "q-it_1", "q-it_2")

# kind → what is sent → the sentence. A tuple is sent as day, month and year.
REFUSED: dict[str, dict[Any, str]] = {
    QuestionKind.SHORT_TEXT: {
        NUL: CONTROL,
        OVERRIDE: CONTROL,
        "a" * 301: "Shorten this to 300 characters. It now has 301.",
    },
    QuestionKind.LONG_TEXT: {
        NUL: CONTROL,
        OVERRIDE: CONTROL,
        "क" * 15_000: "Shorten this to 5000 characters. It now has 15000.",
    },
    QuestionKind.NUMBER: {
        NUL: CONTROL,
        OVERRIDE: CONTROL,
        MARKED: NUMBER,
        HINDI: NUMBER,
        "twelve": NUMBER,
        "1e5": NUMBER,
        "nan": NUMBER,
        "Infinity": NUMBER,
        "0x10": NUMBER,
        "12,5": NUMBER,
        "9" * 10_000: NUMBER,
        "1.234": "Enter no more than two decimal places, for example 12.25.",
        "-1": "Enter at least 0.",
        "1000.01": "Enter no more than 1,000.",
    },
    QuestionKind.RUPEES: {
        NUL: CONTROL,
        OVERRIDE: CONTROL,
        MARKED: AMOUNT,
        HINDI: AMOUNT,
        "a lot": AMOUNT,
        "9" * 10_000: AMOUNT,
        "0.5": "Enter whole rupees without paise, for example 12,50,000.",
        "1 crore": "Enter ₹10 lakh or less. Check the number of zeros.",
        "99": "Enter at least ₹100.",
    },
    QuestionKind.DATE: {
        (NUL, "3", "2025"): CONTROL,
        ("24", OVERRIDE, "2025"): CONTROL,
        ("24", "", "2025"): WHOLE_DAY,
        ("", "", "2025"): WHOLE_DAY,
        (HINDI, "3", "2025"): DIGITS,
        ("\u200f24", "3", "2025"): DIGITS,
        ("24", "March", "2025"): DIGITS,
        ("-1", "3", "2025"): DIGITS,
        ("24", "3", "9" * 10_000): DIGITS,
        ("²", "3", "2025"): DIGITS,
        ("31", "2", "2025"): NO_DAY,
        ("24", "13", "2025"): NO_DAY,
        ("0", "0", "0"): NO_DAY,
        ("24", "3", "25"): YEARS,
        ("24", "3", "2101"): YEARS,
    },
    **{
        kind: dict.fromkeys((NUL, OVERRIDE, HINDI, MARKED, "x" * 10_000, "-1", "999", "[]", "None"), NOT_OFFERED)
        for kind in CHOICE_KINDS
    },
}
# kind → what is sent → what the draft keeps.
KEPT: dict[str, dict[Any, Any]] = {
    QuestionKind.SHORT_TEXT: {HINDI: HINDI, MARKED: MARKED, "<b>{{ x }}": "<b>{{ x }}", "क" * 300: "क" * 300},
    QuestionKind.LONG_TEXT: {HINDI: HINDI, MARKED: MARKED, "one\r\ntwo": "one\ntwo", "a" * 5_000: "a" * 5_000},
    QuestionKind.NUMBER: {"1,000": "1000", " 12.50 ": "12.5", "०": "0", "१२.५": "12.5", "00": "0"},
    QuestionKind.RUPEES: {"10 lakh": 10_00_000, "₹100": 100, "१,२५०": 1_250},
    QuestionKind.DATE: {
        ("24", "3", "2025"): "2025-03-24",
        (" 01", "1 ", "1900"): "1900-01-01",
        ("२४", "३", "२०२५"): "2025-03-24",
        ("29", "2", "2024"): "2024-02-29",
    },
    QuestionKind.SINGLE: {"low": "low"},
    QuestionKind.MULTIPLE: {"high": ["high"]},
    QuestionKind.YES_NO: {"yes": "yes", "no": "no"},
    QuestionKind.SCALE: {"1": 1, "5": 5},
}
EMPTY = {
    **dict.fromkeys(TEXT_KINDS, ""),
    QuestionKind.NUMBER: None,
    QuestionKind.RUPEES: None,
    QuestionKind.DATE: None,
    QuestionKind.SINGLE: "",
    QuestionKind.MULTIPLE: [],
    QuestionKind.YES_NO: "",
    QuestionKind.SCALE: None,
}
LIMITS = {
    QuestionKind.NUMBER: {"minimum": 0, "maximum": 1_000, "unit": "people"},
    QuestionKind.RUPEES: {"minimum": 100, "maximum": 10_00_000},
}


def asking(kind: str, **facts: Any):
    """Return the questions of a consultation that asks one, of this kind, under the column “it”."""
    to = factories.consultation()
    options = ("low", "high") if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE) else ()
    facts = {"kind": kind, "is_required": True} | LIMITS.get(kind, {}) | facts
    factories.question(to, "it", *options, **facts)
    return to, list(to.questions.current().with_options())


def posted(kind: str, value: Any, **facts: Any) -> QuestionsForm:
    """Return the form as a browser sends it, with this value for the one question."""
    data = QueryDict(mutable=True)
    data["asked"] = "it"
    if isinstance(value, tuple):
        data.update(dict(zip(DAY, value, strict=True)))
    elif value is not None:
        data.setlist("q-it", [value])
    if "other" in facts:
        data["other-it"] = facts.pop("other")
    to, questions = asking(kind, **facts)
    return QuestionsForm(data, consultation=to, questions=questions, stored={})


def said(form: QuestionsForm) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def test_tables_name_every_kind():
    # What arrives as a file is tried in tests/public/attachments and tests/hostile/test_uploads.py.
    assert set(REFUSED) == set(KEPT) == set(EMPTY) == set(FIELDS) - {QuestionKind.FILE}
    assert set(FIELDS) == ASKED_KINDS


@pytest.mark.parametrize(
    ("kind", "value", "sentence"), [(kind, value, said) for kind, row in REFUSED.items() for value, said in row.items()]
)
def test_what_is_wrong_is_explained(kind, value, sentence):
    assert said(posted(kind, value)) == {"q-it": [sentence]}


@pytest.mark.parametrize(
    ("kind", "value", "kept"), [(kind, value, kept) for kind, row in KEPT.items() for value, kept in row.items()]
)
def test_what_is_right_is_kept_as_plain_json_and_is_valid_again(kind, value, kept):
    form = posted(kind, value)

    assert (said(form), form.cleaned_data["q-it"]) == ({}, kept)
    stored = json.loads(json.dumps(form.answers()))
    again = QuestionsForm(stored, consultation=form.consultation, questions=form.questions, stored={})
    assert (said(again), again.answers()) == ({}, stored)
    assert [answered.question_id for answered in again.answered()] == [form.questions[0].pk]


@pytest.mark.parametrize("kind", sorted(EMPTY))
@pytest.mark.parametrize("empty", [None, "", "   "])
def test_nothing_is_asked_for_where_it_is_needed(kind, empty):
    is_text = kind not in CHOICE_KINDS
    value = ("", "  ", "") if kind == QuestionKind.DATE else empty if is_text or empty is None else ""

    assert said(posted(kind, value)) == {
        "q-it": [NOT_OFFERED if value == "" and kind == QuestionKind.MULTIPLE else ASK]
    }


@pytest.mark.parametrize("kind", sorted(EMPTY))
def test_nothing_is_fine_where_it_is_not_needed_and_is_not_sent(kind):
    form = posted(kind, None, is_required=False)

    assert (said(form), form.cleaned_data["q-it"], form.answered()) == ({}, EMPTY[kind], ())


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.MULTIPLE])
@pytest.mark.parametrize(
    ("value", "other", "errors"),
    [
        ("other", "Our own", {}),
        ("other", HINDI, {}),
        ("low", "", {}),
        ("other", "", {"other-it": ["Say what “Other” means, or choose another answer."]}),
        ("other", "   ", {"other-it": ["Say what “Other” means, or choose another answer."]}),
        ("low", "Our own", {"other-it": ["Also choose “Other”, or delete this text."]}),
        ("other", NUL, {"other-it": [CONTROL]}),
        ("other", OVERRIDE, {"other-it": [CONTROL]}),
        ("other", "a" * 301, {"other-it": ["Shorten this to 300 characters. It now has 301."]}),
    ],
)
def test_other_is_said_exactly_where_it_is_chosen(kind, value, other, errors):
    assert said(posted(kind, value, allows_other=True, other=other)) == errors


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.MULTIPLE])
def test_other_is_refused_where_it_is_not_offered(kind):
    assert said(posted(kind, "other", other="x")) == {"q-it": [NOT_OFFERED]}


@pytest.mark.parametrize(
    "stored",
    [
        {"q-it": 5},
        {"q-it": None},
        {"q-it": {"a": 1}},
        {"q-it": [["x"]]},
        {"q-it": [None, 1, "x"]},
        {"q-it": True},
        {"q-it": ["24", "13"]},
        {"q-it": "2025-3"},
    ],
)
@pytest.mark.parametrize("kind", sorted(ASKED_KINDS))
def test_draft_that_holds_anything_else_is_drawn_and_never_an_error(kind, stored):
    to, questions = asking(kind)
    form = QuestionsForm(stored, consultation=to, questions=questions, stored=stored)
    shown = QuestionsForm(initial=stored, consultation=to, questions=questions, stored=stored)

    form.full_clean()

    assert len(form.rows()) == 1
    assert all(form[name].as_widget() and shown[name].as_widget() for name in form.fields)
