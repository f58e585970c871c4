"""What the steps of the submission form have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise

from engagements.models import Consultation, Question
from engagements.rules.points import Answered

TEMPLATE_PACK = "bootstrap5"


@dataclass(frozen=True)
class Row:
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


class StepForm(PlainForm):
    """One step of the form of a consultation.

    Its cleaned values are plain JSON and are valid input again: so a draft is checked anew whenever it is read.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, consultation: Consultation, **options: Any) -> None:
        super().__init__(data, **options)
        self.consultation = consultation
        self.offer()
        self.helper.layout = self.layout()

    def offer(self) -> None:
        """Fill in what this consultation lets one choose from."""

    def layout(self) -> Layout:
        """Return the order of the fields on the page."""
        return Layout(*self.fields)

    def answers(self) -> dict[str, Any]:
        """Return what a draft keeps of a valid step."""
        return dict(self.cleaned_data)

    def answered(self) -> tuple[Answered, ...]:
        """Return the answers to extra questions among a valid step; only their own step has any."""
        return ()

    @property
    def asked(self) -> list[Question]:
        """The extra questions on the page; only their own step has any."""
        return []

    @property
    def further(self) -> list[Question]:
        """Those that an answer called for beyond the ones on the page."""
        return []

    def rows(self) -> list[Row]:
        """Return the answers of a validated step in words; what is missing or invalid is empty."""
        return [self._row(name) for name in self.fields]

    def _row(self, name: str) -> Row:
        field, value = self.fields[name], self.cleaned_data.get(name)
        if value in (None, "", [], False):
            return Row(field=name, term=str(field.label))
        shown = field.shown(value)
        if isinstance(shown, list):
            return Row(field=name, term=str(field.label), parts=tuple(shown))
        return Row(field=name, term=str(field.label), value=shown)


class Block(LayoutObject):
    """A group of fields with a heading that says what it is and a sentence that says why we ask."""

    template = "public/submit/_block.html"

    def __init__(self, heading: str | Promise, why: str | Promise, *fields: Any) -> None:
        self.heading, self.why, self.fields = heading, why, list(fields)

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """Draw the heading, the sentence and the fields."""
        fields = self.get_rendered_fields(form, context, template_pack, **options)
        return render_to_string(self.template, {"heading": self.heading, "why": self.why, "fields": fields})
