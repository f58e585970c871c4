"""What the form templates ask of a form: where an error leads, what explains a choice."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def anchor(field: BoundField) -> str:
    """Name the element an error link leads to: the control itself, or the first choice of a group."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def errors_in_order(form: BaseForm) -> list[dict[str, Any]]:
    """List every error of a form with the element it belongs to: the whole form's first, then field by field."""
    whole = [{"text": error, "anchor": ""} for error in form.non_field_errors()]
    fields = [{"text": error, "anchor": anchor(field)} for field in form for error in field.errors]
    return whole + fields


@register.filter
def warnings_of(field: BoundField) -> list[Any]:
    """List what may not belong in what is written in a field, where its form has looked for it."""
    return [warning for warning in getattr(field.form, "warnings", ()) if warning.name == field.name]


@register.filter
def choice_hint(value: Any, field: BoundField) -> str:
    """Find the sentence that explains one choice, from the field's `choice_hints` by value."""
    hints: dict[str, str] = getattr(field.field, "choice_hints", {})
    return hints.get(str(value), "")


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Say whether the label should end in “(optional)”: required is the rule, so only exceptions are marked."""
    return not field.field.required and not getattr(field.field, "hides_optional", False)


@register.filter
def yes_or_no(contents: str) -> str:
    """Say a yes or no in words, where the stock admin draws a picture that is called True or False in any language."""
    if not contents.startswith("<img"):
        return contents
    return _("Yes") if 'alt="True"' in contents else _("No") if 'alt="False"' in contents else contents
