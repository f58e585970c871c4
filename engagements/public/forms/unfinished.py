"""A step that is saved before it is complete: what is right is kept as it is stored, the rest as it was typed."""

from typing import Any

from django.forms import ValidationError

from engagements.public.forms.base import StepForm
from engagements.public.forms.fields import clean_text

# Characters of one field. No field takes as many, but a text that has to be shortened must not be lost.
MOST = 20_000


def cleaned_or_raw(form: StepForm) -> dict[str, Any] | None:
    """Return what a draft keeps of a validated step, complete or not; None where a text cannot be kept at all.

    What is kept as it was typed is still wrong: the step, and “check your answers”, say so when it is read again.
    """
    if form.is_valid():
        return form.answers()
    try:
        typed = {name: _typed(form, name) for name in form.fields if name not in form.cleaned_data}
    except ValidationError:
        return None
    return form.answers() | {name: value for name, value in typed.items() if value is not None}


def _typed(form: StepForm, name: str) -> Any:
    widget = form.fields[name].widget
    value = widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    if isinstance(value, list):
        return [_text(part) for part in value]
    return _text(value) if isinstance(value, str) else None


def _text(value: str) -> str:
    if len(value) > MOST:
        raise ValidationError("too long to be kept")
    return clean_text(value)
