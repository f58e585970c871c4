"""Recovers the posted form for the error page: typed values as visible fields, all others hidden.

Only the request is available, since building the form may need the database. Labels come from the portal's form
classes or, for forms built from database rows, from hidden inputs with the wording.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest
from django.middleware.csrf import get_token

# A page that labels “q-1” from the database posts the label as “wording-q-1”.
WORDING = "wording-"
CSRF = "csrfmiddlewaretoken"
OURS = ("engagements", "portal")
TYPED_INTO = {"textarea", "text", "search", "email", "url", "tel", "number", "date", "time", "datetime-local"}


@dataclass(frozen=True)
class TypedValue:
    """One posted value: its label in the reader's language, and the kind of control."""

    name: str
    label: str
    value: str
    kind: str


@dataclass
class SentForm:
    """A posted form; `files` must be chosen again."""

    token: str
    typed: list[TypedValue] = field(default_factory=list)
    files: list[TypedValue] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)


def sent_with(request: HttpRequest) -> SentForm:
    """Return the form that a request posted, without passwords."""
    sent, ours = SentForm(get_token(request)), list(_form_classes(forms.BaseForm))
    secrets = {name for form in ours for name, known in form.base_fields.items() if _kind_of(known) == "password"}
    # If several forms share a field name, the form most similar to the posted one wins.
    ours.sort(key=lambda form: _likeness(form.base_fields.keys(), request.POST.keys()))
    fields = {name: known for form in ours for name, known in form.base_fields.items()}

    def box(name: str, value: str) -> TypedValue:
        words = request.POST.get(WORDING + name)
        if words:
            return TypedValue(name, words, value, "textarea" if "\n" in value else "text")
        known = fields.get(name)
        return TypedValue(name, str(known.label or "") if known else "", value, _kind_of(known))

    for name, values in request.POST.lists():
        if name == CSRF or name in secrets:
            continue
        for one in (box(name, value) for value in values):
            if one.kind in TYPED_INTO and one.value:
                sent.typed.append(one)
            else:
                sent.hidden.append((one.name, one.value))
    for name, uploads in request.FILES.lists():
        sent.files.append(box(name, ", ".join(str(upload.name) for upload in uploads)))
    return sent


def _form_classes(above: type[Any]) -> Iterator[type[Any]]:
    for form in above.__subclasses__():
        if form.__module__.startswith(OURS) and hasattr(form, "base_fields"):
            yield form
        yield from _form_classes(form)


def _likeness(names: Set[str], others: Set[str]) -> float:
    return len(names & others) / max(len(names | others), 1)


def _kind_of(known: forms.Field | None) -> str:
    """Return the kind of a field's control as in HTML; empty for an unknown field."""
    if known is None:
        return ""
    return "textarea" if isinstance(known.widget, forms.Textarea) else getattr(known.widget, "input_type", "") or ""
