"""Form fields and layout of each kind of question."""

from collections.abc import Callable, Iterator
from typing import Any

from crispy_forms.bootstrap import AppendedText, PrependedText
from crispy_forms.layout import Field as Placed
from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engagements.choices import QuestionKind
from engagements.models import Question, QuestionOption
from engagements.models.base import localised
from engagements.models.question import OTHER_MAX
from engagements.models.submission import RUPEES_MAX, TEXT_MAX
from engagements.public.forms.fields import LineField, OneOfField, SomeOfField, TextField
from engagements.public.forms.files_field import HINT, FilesField, UploadedFiles
from engagements.public.forms.question_fields import BoundedRupeesField, DayField, DayParts, NumberField
from engagements.rules.answers import ends_of, number_in_words
from engagements.rules.questions import OTHER_VALUE

# Maximum length of a short text.
SHORT_MAX = 300


def field_name(question: Question) -> str:
    """Return the name of a question's field, on the page and in the draft."""
    return f"q-{question.column}"


def other_name(question: Question) -> str:
    """Return the name of the “other, please specify” field."""
    return f"other-{question.column}"


def label_of(question: Question) -> str:
    """Return the question text, marked up as English if a Hindi page has no translation."""
    return _optional_label(question, "wording")


def _optional_label(record: Question | QuestionOption, field: str) -> str:
    text = localised(record, field)
    is_english = get_language() == "hi" and text and not getattr(record, f"{field}_hi")
    return format_html('<span lang="en">{}</span>', text) if is_english else text


def fields_of(question: Question) -> dict[str, forms.Field]:
    """Return the form fields of one question by name."""
    common: dict[str, Any] = {"label": label_of(question), "help_text": _optional_label(question, "help_text")}
    common |= {
        "required": question.is_required,
        "ask": _("Answer the question “%(question)s”.") % {"question": question.text},
    }
    fields = {field_name(question): FIELDS[QuestionKind(question.kind)](question, common)}
    if question.allows_other:
        # The label includes the question for screen readers: a page may have several of these.
        label = format_html(
            '{}<span class="visually-hidden"> – {}</span>', _("If other, please specify"), question.text
        )
        fields[other_name(question)] = LineField(label=label, max_length=OTHER_MAX, required=False, hides_optional=True)
    return fields


def layout_for(question: Question) -> Iterator[Any]:
    """Yield the layout objects of one question's fields."""
    name = field_name(question)
    if question.kind == QuestionKind.DATE:
        yield DayParts(name)
    elif question.kind == QuestionKind.FILE:
        yield UploadedFiles(name)
    elif question.kind == QuestionKind.RUPEES:
        yield PrependedText(name, "₹", wrapper_class="field-medium")
    elif question.kind == QuestionKind.NUMBER and question.unit:
        yield AppendedText(name, localised(question, "unit"), wrapper_class="field-medium")
    else:
        yield Placed(name, wrapper_class=WIDTHS.get(QuestionKind(question.kind), ""))
    if question.allows_other:
        yield Placed(other_name(question), wrapper_class="field-other")


def _short(question: Question, common: dict[str, Any]) -> forms.Field:
    return LineField(max_length=SHORT_MAX, **common)


def _long(question: Question, common: dict[str, Any]) -> forms.Field:
    return TextField(max_length=TEXT_MAX, rows=6, **common)


def _choices(question: Question) -> list[tuple[str, str]]:
    offered = [(option.slug, _optional_label(option, "label")) for option in question.options.all()]
    return [*offered, (OTHER_VALUE, _("Other"))] if question.allows_other else offered


def _none(question: Question) -> list[tuple[str, str]]:
    # A radio button cannot be unselected by a second click.
    return [] if question.is_required else [("", _("No answer"))]


def _single(question: Question, common: dict[str, Any]) -> forms.Field:
    return OneOfField(choices=[*_choices(question), *_none(question)], widget=forms.RadioSelect, **common)


def _multiple(question: Question, common: dict[str, Any]) -> forms.Field:
    return SomeOfField(choices=_choices(question), coerce=str, **common)


def _number(question: Question, common: dict[str, Any]) -> forms.Field:
    unit = localised(question, "unit")
    return NumberField(at_least=question.minimum, at_most=question.maximum, unit=unit, **common)


def _rupees(question: Question, common: dict[str, Any]) -> forms.Field:
    lowest = 0 if question.minimum is None else int(question.minimum)
    highest = RUPEES_MAX if question.maximum is None else min(int(question.maximum), RUPEES_MAX)
    return BoundedRupeesField(at_least=lowest, at_most=highest, **common)


def _day(question: Question, common: dict[str, Any]) -> forms.Field:
    return DayField(**common)


def _yes_no(question: Question, common: dict[str, Any]) -> forms.Field:
    return OneOfField(
        choices=[("yes", _("Yes")), ("no", _("No")), *_none(question)], widget=forms.RadioSelect, **common
    )


def _scale(question: Question, common: dict[str, Any]) -> forms.Field:
    first, last = ends_of(question)
    points = [(str(point), str(point)) for point in range(first, last + 1)]
    offered = {"choices": [*points, *_none(question)], "coerce": int, "empty_value": None}
    return ScaleField(question, widget=forms.RadioSelect, **offered, **common)


def _file(question: Question, common: dict[str, Any]) -> forms.Field:
    ask = _("Attach a file: “%(question)s”") % {"question": question.text}
    return FilesField(**common | {"ask": ask, "help_text": format_html("{} {}", common["help_text"], HINT)})


class ScaleField(OneOfField):
    """A scale value, displayed with the label of the scale's end."""

    def __init__(self, question: Question, **options: Any) -> None:
        super().__init__(**options)
        self.question = question

    def shown(self, value: Any) -> str:
        return number_in_words(self.question, value)


# Field factory of each kind; must match `rules.questions.ASKED_KINDS`.
FIELDS: dict[QuestionKind, Callable[[Question, dict[str, Any]], forms.Field]] = {
    QuestionKind.SHORT_TEXT: _short,
    QuestionKind.LONG_TEXT: _long,
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.NUMBER: _number,
    QuestionKind.RUPEES: _rupees,
    QuestionKind.DATE: _day,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.SCALE: _scale,
    QuestionKind.FILE: _file,
}
WIDTHS = {QuestionKind.YES_NO: "choices-2", QuestionKind.SCALE: "choices-3", QuestionKind.NUMBER: "field-medium"}
