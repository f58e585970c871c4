"""Filters for form templates: error links, choice hints, warnings, optional marks."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def anchor(field: BoundField) -> str:
    """Return the id of the element an error link targets: the control, or the first choice of a group."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def errors_in_order(form: BaseForm) -> list[dict[str, Any]]:
    """Return every error of a form with the id of its element: the form's own errors first, then by field."""
    whole = [{"text": error, "anchor": ""} for error in form.non_field_errors()]
    fields = [{"text": error, "anchor": anchor(field)} for field in form for error in field.errors]
    return whole + fields


@register.filter
def warnings_of(field: BoundField) -> list[Any]:
    """Return the warnings of a field, if its form has looked for sensitive passages."""
    return [warning for warning in getattr(field.form, "warnings", ()) if warning.name == field.name]


@register.filter
def choice_hint(value: Any, field: BoundField) -> str:
    """Return the hint of one choice from the field's `choice_hints`."""
    hints: dict[str, str] = getattr(field.field, "choice_hints", {})
    return hints.get(str(value), "")


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Return whether the label ends in “(optional)”; only optional fields are marked, since most are required."""
    return not field.field.required and not getattr(field.field, "hides_optional", False)


@register.filter
def yes_or_no(contents: str) -> str:
    """Replace Django admin's yes/no icon by words, since its alternative text is True or False in any language."""
    if not contents.startswith("<img"):
        return contents
    return _("Yes") if 'alt="True"' in contents else _("No") if 'alt="False"' in contents else contents
