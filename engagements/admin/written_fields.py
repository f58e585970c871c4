"""Form fields for texts by officials, normalised and checked like all other texts."""

from typing import Any

from django import forms

from engagements.errors import ActionRefused
from engagements.models.submission import TEXT_MAX
from engagements.rules.parsers import email_from
from engagements.rules.text_cleaning import check_text, normalised


class WrittenLine(forms.CharField):
    """Text normalised to NFC, without control characters."""

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        try:
            check_text(value)
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Omit `maxlength`: browsers truncate pasted text silently; the server reports it instead."""
        return {}


class WrittenAddress(forms.CharField):
    """An email address, parsed like all others in the portal."""

    widget = forms.EmailInput

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return email_from(text) if text else ""
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused


class WrittenText(WrittenLine):
    """A multi-line `WrittenLine`, as long as the database allows."""

    def __init__(self, *, ask: Any, rows: int = 6, **options: Any) -> None:
        super().__init__(max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.error_messages["required"] = ask
