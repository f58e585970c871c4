"""Step with a consultation's extra questions; only those that the answers so far require are asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from engagements.choices import QuestionKind
from engagements.models import Question
from engagements.public.forms.base import TEMPLATE_PACK, FormRow, StepForm
from engagements.public.forms.fields import TextField
from engagements.public.forms.files_field import FilesField
from engagements.public.forms.question_fields import DayField, DayParts
from engagements.public.forms.question_kinds import field_name, fields_of, label_of, layout_for, other_name
from engagements.rules.answers import names_in_words, other_in_words
from engagements.rules.questions import CHOSEN_KINDS, OTHER_VALUE, visible_questions
from engagements.rules.submission_data import AnswerData

# Field with the questions the page showed, to tell an empty answer from a question not shown.
ASKED = "asked"


class QuestionsForm(StepForm):
    """The questions to ask, given the answers so far.

    `stored` is the draft's data of this step, used for questions that were not on the page. Questions that a POST
    requires beyond the page are in `newly_required_questions`; they are not validated, since no one has seen them yet.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        questions: Sequence[Question],
        stored: Mapping[str, Any],
        **options: Any,
    ) -> None:
        self.questions, self.stored = questions, stored
        super().__init__(data, **options)

    def set_choices(self) -> None:
        on_page = self._on_page()
        given = {question.column: self._given(question, on_page) for question in self.questions}
        called_for = visible_questions(self.questions, given)
        self._asked = [question for question in called_for if on_page is None or question.column in on_page]
        self._further = [question for question in called_for if question not in self._asked]
        for question in self._asked:
            self.fields |= fields_of(question)
        for name, field in self.file_fields():
            # Match by column, since the question may have been reworded after the file was attached.
            asked = self.question_of(name)
            for file in self.attached:
                if asked and file.question and file.question.column == asked.column:
                    field.add_attachment(file)

    @property
    def asked(self) -> list[Question]:
        return self._asked

    @property
    def newly_required_questions(self) -> list[Question]:
        return self._further

    def layout(self) -> Layout:
        return Layout(AskedQuestion(), *(place for question in self.asked for place in layout_for(question)))

    def clean(self) -> dict[str, Any]:
        for question in self.asked:
            if question.allows_other:
                self._check_other(question)
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        # Answers to questions that no longer apply stay in the draft, since they may apply again.
        # File fields are stored as None, so that a visited step is not empty.
        return dict(self.stored) | super().answers() | {name: None for name, _field in self.file_fields()}

    def question_of(self, field: str) -> Question | None:
        return next((question for question in self.asked if field_name(question) == field), None)

    def row_of(self, field: str) -> str:
        # “Other, please specify” is shown in the row of its question.
        return next((field_name(question) for question in self.asked if field == other_name(question)), field)

    def rows(self) -> list[FormRow]:
        return [self._answer_row(question) for question in self.asked]

    def answered(self) -> tuple[AnswerData, ...]:
        """Return an answer for each question asked and not left empty."""
        named = [(question, self.cleaned_data[field_name(question)]) for question in self.asked]
        given = [(question, value) for question, value in named if value not in (None, "", [])]
        return tuple(self._answered(question, value) for question, value in given)

    def _on_page(self) -> frozenset[str] | None:
        """Return the columns of the questions the page showed; None if the data is no POST or does not say."""
        posted = self.data.getlist(ASKED) if hasattr(self.data, "getlist") else []
        return frozenset(posted) if posted else None

    def _given(self, question: Question, on_page: frozenset[str] | None) -> list[str]:
        if not self.is_bound:
            return values_in(self.initial, question)
        if on_page is None or question.column in on_page:
            return values_in(self.data, question)
        return values_in(self.stored, question)

    def _check_other(self, question: Question) -> None:
        name, other = field_name(question), other_name(question)
        if name not in self.cleaned_data or other not in self.cleaned_data:
            return
        text, is_other = self.cleaned_data[other], OTHER_VALUE in _as_list(self.cleaned_data[name])
        if is_other and not text:
            self.add_error(other, _("Say what “Other” means, or choose another answer."))
        if text and not is_other:
            self.add_error(other, _("Also choose “Other”, or delete this text."))

    def _answer_row(self, question: Question) -> FormRow:
        name, term = field_name(question), label_of(question)
        value, other = self.cleaned_data.get(name), self.cleaned_data.get(other_name(question), "")
        if value in (None, "", []):
            return FormRow(field=name, term=term)
        if question.kind == QuestionKind.FILE:
            return FormRow(field=name, term=term, parts=tuple(self.fields[name].shown(value)))
        if question.kind not in CHOSEN_KINDS:
            return FormRow(field=name, term=term, value=self.fields[name].shown(value))
        labels = {OTHER_VALUE: other_in_words(other)} | {one.slug: one.text for one in question.options.all()}
        return FormRow(field=name, term=term, parts=tuple(labels[one] for one in _as_list(value)))

    def _answered(self, question: Question, value: Any) -> AnswerData:
        if question.kind in CHOSEN_KINDS:
            chosen = set(_as_list(value))
            options = tuple(option.pk for option in question.options.all() if option.slug in chosen)
            return AnswerData(question.pk, option_ids=options, other=self.cleaned_data.get(other_name(question), ""))
        if question.kind in (QuestionKind.NUMBER, QuestionKind.RUPEES, QuestionKind.SCALE):
            return AnswerData(question.pk, number=Decimal(value))
        if question.kind == QuestionKind.DATE:
            return AnswerData(question.pk, day=date.fromisoformat(value))
        if question.kind == QuestionKind.FILE:
            return AnswerData(question.pk, text=names_in_words(file.original_name for file in value))
        return AnswerData(question.pk, text=value)


class AskedQuestion(LayoutObject):
    """Hidden inputs that list the questions shown, and the wording of each text input."""

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """Render the hidden inputs."""
        columns = [question.column for question in form.asked]
        shown = {"name": ASKED, "columns": columns, "wordings": list(_wordings(form))}
        return render_to_string("public/submit/_asked.html", shown)


def _wordings(form: QuestionsForm) -> Iterator[tuple[str, str]]:
    """Yield the name and wording of each input for text, numbers or files; a date has three inputs."""
    for name, field in form.fields.items():
        words = unescape(strip_tags(field.label)) if isinstance(field.label, SafeString) else str(field.label)
        if isinstance(field, DayField):
            yield from ((f"{name}_{place}", f"{words} – {part}") for place, part in enumerate(DayParts.labels))
        elif isinstance(field, TextField | FilesField):
            yield name, words


def values_in(answers: Mapping[str, Any], question: Question) -> list[str]:
    """Return the chosen values of a closed question from a POST or a draft, without checking that they are offered."""
    name = field_name(question)
    if question.kind == QuestionKind.MULTIPLE and hasattr(answers, "getlist"):
        return list(answers.getlist(name))
    return [value for value in _as_list(answers.get(name)) if isinstance(value, str)]


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]
