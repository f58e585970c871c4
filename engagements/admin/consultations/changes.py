"""Changes to published consultations: old and new values, stored and shown in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from engagements.models import Consultation, ConsultationChange

Values = dict[str, list[str]]


@dataclass(frozen=True)
class ChangeText:
    """One change as officials read it: its row, and (label, old value, new value) for each field."""

    change: ConsultationChange
    values: list[tuple[str, str, str]]


def shown_values(form: ModelForm, formsets: Iterable[BaseInlineFormSet]) -> Values:
    """Return field → [old value, new value] for the changes in a valid form and its inlines."""
    found = {name: _pair(form, name) for name in form.changed_data}
    for formset in formsets:
        found |= _values_of_parts(formset)
    return found


def described(change: ConsultationChange) -> ChangeText:
    """Return a change with its fields' labels."""
    return ChangeText(change, [(_label(name), was, now) for name, (was, now) in change.values.items()])


def _values_of_parts(formset: BaseInlineFormSet) -> Values:
    found: Values = {}
    for form in formset.forms:
        if not form.has_changed():
            continue
        noun, known = str(formset.model._meta.verbose_name), form.instance.pk is not None
        if form in formset.deleted_forms:
            found[f"{noun} {form.instance.pk}"] = [_sentence(form.instance), ""]
        elif known:
            found |= {f"{noun} {form.instance.pk}, {name}": _pair(form, name) for name in form.changed_data}
        else:
            found[f"{noun} + {len(found)}"] = ["", _sentence(form.instance)]
    return found


def _pair(form: ModelForm, name: str) -> list[str]:
    was, now = form.initial.get(name), form.cleaned_data.get(name)
    if isinstance(form.fields[name], ModelChoiceField) and isinstance(was, int):
        was = form.fields[name].queryset.filter(pk=was).first()  # type: ignore[attr-defined]
    return [_sentence(was), _sentence(now)]


def _sentence(value: Any) -> str:
    """Return a value as text: datetimes in local time, related records by name."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i:s")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list | tuple | QuerySet):
        return ", ".join(_sentence(one) for one in value)
    if isinstance(value, Model):
        return str(value.pk if value._meta.model_name == "officeholder" else value)
    return "" if value is None else str(value)


def _label(name: str) -> str:
    names = {field.name: field for field in Consultation._meta.get_fields()}
    return capfirst(str(getattr(names[name], "verbose_name", name))) if name in names else capfirst(name)
