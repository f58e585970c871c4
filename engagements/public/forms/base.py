"""What the steps of the submission form have in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise

from engagements.models import Attachment, Consultation, Question
from engagements.public.forms.files_field import FilesField
from engagements.rules.sensitivity.passages import SensitivePassage, passages_in
from engagements.rules.submission_data import AnswerData

TEMPLATE_PACK = "bootstrap5"
# What a page says it has pointed out, so that the same passage is not pointed out twice.
ACKNOWLEDGED_WARNINGS = "warned"


@dataclass(frozen=True)
class FormRow:
    """One answer as “check your answers” shows it: the question, and the answer as a text or in parts."""

    field: str
    term: str
    value: str = ""
    parts: tuple[str, ...] = ()


class PlainForm(forms.Form):
    """A form drawn by crispy inside a form element that the template writes."""

    # Fields of `forms.fields` know more than Django's: choices, hints, how a value is shown.
    fields: dict[str, Any]

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.warnings: tuple[SensitivePassage, ...] = ()

    def find_sensitive_passages(self) -> tuple[SensitivePassage, ...]:
        """Look in every box for words for what does not belong there; tie what is found to its field and return it."""
        self.warnings = passages_in(self._written())
        for name in dict.fromkeys(passage.name for passage in self.warnings):
            box = self[name]
            said = [box.aria_describedby, f"{box.auto_id}_warning"]
            self.fields[name].widget.attrs["aria-describedby"] = " ".join(filter(None, said))
        return self.warnings

    def has_new_warnings(self, warned: Sequence[str]) -> bool:
        """Return whether something is to be pointed out that the page did not point out before, by the keys it sent."""
        return not {passage.key for passage in self.find_sensitive_passages()} <= set(warned)

    def _written(self) -> dict[str, str]:
        """Return what stands in the boxes for words: as far as it is valid, or as the form was filled in."""
        given = self.cleaned_data if self.is_valid() or self.is_bound else self.initial
        words = [name for name, field in self.fields.items() if getattr(field, "holds_words", False)]
        return {name: given[name] for name in words if isinstance(given.get(name), str)}


class StepForm(PlainForm):
    """One step of the form of a consultation.

    Its cleaned values, apart from files, are plain JSON and are valid input again: so a draft is checked anew whenever
    it is read. `attached` are the draft's files, of which each field for files takes its own.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        consultation: Consultation,
        attached: Iterable[Attachment] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.consultation, self.attached = consultation, attached
        self.set_choices()
        self.helper.layout = self.layout()

    def set_choices(self) -> None:
        """Fill in what this consultation lets one choose from."""

    def layout(self) -> Layout:
        """Return the order of the fields on the page."""
        return Layout(*self.fields)

    def answers(self) -> dict[str, Any]:
        """Return what a draft keeps of a valid step; its files stand in rows of their own."""
        return {name: value for name, value in self.cleaned_data.items() if name not in dict(self.file_fields())}

    def file_fields(self) -> Iterator[tuple[str, FilesField]]:
        """Yield the fields for files by name."""
        return ((name, field) for name, field in self.fields.items() if isinstance(field, FilesField))

    def attachment_ids(self) -> tuple[int, ...]:
        """Return the ids of the files that are sent with this step."""
        return tuple(file.pk for _name, field in self.file_fields() for file in field.attached)

    def _written(self) -> dict[str, str]:
        names = {name: "\n".join(file.original_name for file in field.attached) for name, field in self.file_fields()}
        return super()._written() | {name: text for name, text in names.items() if text}

    def question_of(self, field: str) -> Question | None:
        """Return the extra question that a field belongs to, if any; only their own step has any."""
        return None

    def show_only_errors(self, problems: Mapping[str, Sequence[str]]) -> None:
        """Say what is wrong with some fields, and nothing of the others, which nobody has finished yet."""
        self.full_clean()
        self.errors.clear()
        self.add_errors(problems)

    def add_errors(self, problems: Mapping[str, Sequence[str]]) -> None:
        """Say what is wrong with some fields beside what was found already."""
        for field, sentences in problems.items():
            self.add_error(field, list(sentences))

    def answered(self) -> tuple[AnswerData, ...]:
        """Return the answers to extra questions among a valid step; only their own step has any."""
        return ()

    @property
    def asked(self) -> list[Question]:
        """The extra questions on the page; only their own step has any."""
        return []

    @property
    def newly_required_questions(self) -> list[Question]:
        """Those that an answer called for beyond the ones on the page."""
        return []

    def row_of(self, field: str) -> str:
        """Return the field in whose row an answer is shown: its own, unless it only adds to another."""
        return field

    def rows(self) -> list[FormRow]:
        """Return the answers of a validated step in words; what is missing or invalid is empty."""
        return [self._row(name) for name in self.fields]

    def _row(self, name: str) -> FormRow:
        field, value = self.fields[name], self.cleaned_data.get(name)
        if value in (None, "", [], False):
            return FormRow(field=name, term=str(field.label))
        shown = field.shown(value)
        if isinstance(shown, list):
            return FormRow(field=name, term=str(field.label), parts=tuple(shown))
        return FormRow(field=name, term=str(field.label), value=shown)


class FormBlock(LayoutObject):
    """A group of fields with a heading that says what it is and a sentence that says why we ask."""

    template = "public/submit/_block.html"

    def __init__(self, heading: str | Promise, why: str | Promise, *fields: Any) -> None:
        self.heading, self.why, self.fields = heading, why, list(fields)

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """Draw the heading, the sentence and the fields."""
        fields = self.get_rendered_fields(form, context, template_pack, **options)
        return render_to_string(self.template, {"heading": self.heading, "why": self.why, "fields": fields})
