"""Base classes of the public forms and form steps."""

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
# Field with the keys of the warnings the user has already seen.
ACKNOWLEDGED_WARNINGS = "warned"


@dataclass(frozen=True)
class FormRow:
    """One answer on the check page: the question, and the answer as text or as a list."""

    field: str
    term: str
    value: str = ""
    parts: tuple[str, ...] = ()


class PlainForm(forms.Form):
    """A crispy form without its own form element; the template writes that."""

    # Fields of `forms.fields` extend Django's: choices, hints, display values.
    fields: dict[str, Any]

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.warnings: tuple[SensitivePassage, ...] = ()

    def find_sensitive_passages(self) -> tuple[SensitivePassage, ...]:
        """Find passages that may be sensitive in all text fields; link the warnings to their fields and return them."""
        self.warnings = passages_in(self._written())
        for name in dict.fromkeys(passage.name for passage in self.warnings):
            box = self[name]
            said = [box.aria_describedby, f"{box.auto_id}_warning"]
            self.fields[name].widget.attrs["aria-describedby"] = " ".join(filter(None, said))
        return self.warnings

    def has_new_warnings(self, warned: Sequence[str]) -> bool:
        """Return whether there are warnings the user has not yet seen; `warned` holds the posted warning keys."""
        return not {passage.key for passage in self.find_sensitive_passages()} <= set(warned)

    def _written(self) -> dict[str, str]:
        """Return the contents of the text fields: valid values if bound, otherwise the initial ones."""
        given = self.cleaned_data if self.is_valid() or self.is_bound else self.initial
        words = [name for name, field in self.fields.items() if getattr(field, "holds_words", False)]
        return {name: given[name] for name in words if isinstance(given.get(name), str)}


class StepForm(PlainForm):
    """One step of the form of a consultation.

    Its cleaned values, except files, are plain JSON and valid input again, so that a draft is revalidated whenever it
    is read. `attached` are the draft's files; each file field takes its own.
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
        """Set the choices that this consultation offers."""

    def layout(self) -> Layout:
        """Return the layout of the page."""
        return Layout(*self.fields)

    def answers(self) -> dict[str, Any]:
        """Return what a draft stores of a valid step, without its files, which have rows of their own."""
        return {name: value for name, value in self.cleaned_data.items() if name not in dict(self.file_fields())}

    def file_fields(self) -> Iterator[tuple[str, FilesField]]:
        """Yield the file fields by name."""
        return ((name, field) for name, field in self.fields.items() if isinstance(field, FilesField))

    def attachment_ids(self) -> tuple[int, ...]:
        """Return the ids of the step's files."""
        return tuple(file.pk for _name, field in self.file_fields() for file in field.attached)

    def _written(self) -> dict[str, str]:
        names = {name: "\n".join(file.original_name for file in field.attached) for name, field in self.file_fields()}
        return super()._written() | {name: text for name, text in names.items() if text}

    def question_of(self, field: str) -> Question | None:
        """Return the extra question of a field, if any; overridden by the questions step."""
        return None

    def show_only_errors(self, problems: Mapping[str, Sequence[str]]) -> None:
        """Show the given errors only; the other fields are not finished yet."""
        self.full_clean()
        self.errors.clear()
        self.add_errors(problems)

    def add_errors(self, problems: Mapping[str, Sequence[str]]) -> None:
        """Add errors to those found by validation."""
        for field, sentences in problems.items():
            self.add_error(field, list(sentences))

    def answered(self) -> tuple[AnswerData, ...]:
        """Return the answers to extra questions in a valid step; overridden by the questions step."""
        return ()

    @property
    def asked(self) -> list[Question]:
        """The extra questions on the page; overridden by the questions step."""
        return []

    @property
    def newly_required_questions(self) -> list[Question]:
        """Questions that the answers require beyond those on the page."""
        return []

    def row_of(self, field: str) -> str:
        """Return the field whose row shows the answer: its own, unless it belongs to another one."""
        return field

    def rows(self) -> list[FormRow]:
        """Return the answers of a validated step as text; missing and invalid ones are empty."""
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
    """A group of fields with a heading and a sentence on why they are asked."""

    template = "public/submit/_block.html"

    def __init__(self, heading: str | Promise, why: str | Promise, *fields: Any) -> None:
        self.heading, self.why, self.fields = heading, why, list(fields)

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """Render heading, sentence and fields."""
        fields = self.get_rendered_fields(form, context, template_pack, **options)
        return render_to_string(self.template, {"heading": self.heading, "why": self.why, "fields": fields})
