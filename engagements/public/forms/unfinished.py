"""Saves an incomplete step: stores cleaned values where valid, raw input otherwise."""

from typing import Any

from django.forms import ValidationError

from engagements.public.forms.base import StepForm
from engagements.public.forms.fields import clean_text

# Maximum characters per field. Above every field's limit, so that a text that must be shortened is not lost.
MOST = 20_000


def cleaned_or_raw(form: StepForm) -> dict[str, Any] | None:
    """Return what a draft stores of a validated step, complete or not; None if a text cannot be stored.

    Raw input is still invalid: the step and the check page report it when the draft is read again.
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
