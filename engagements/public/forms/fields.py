"""Form fields that normalise and check text, with error messages that say what to enter."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.errors import ActionRefused
from engagements.rules import amounts
from engagements.rules.numerals import days, exact_rupees, group
from engagements.rules.numerals import rupees as in_words
from engagements.rules.parsers import email_from
from engagements.rules.text_cleaning import check_text, normalised

# A string or a lazy translation.
Words = Any

TOO_LONG = gettext_lazy("Shorten this to %(limit_value)d characters. It now has %(show_value)d.")
NOT_OFFERED = gettext_lazy("Choose one of the answers in the list.")


def clean_text(text: str) -> str:
    """Return a normalised text, or raise ValidationError if it breaks a rule."""
    text = normalised(text)
    try:
        check_text(text)
    except ActionRefused as refused:
        raise forms.ValidationError(refused.message) from refused
    return text


class TextField(forms.CharField):
    """Multi-line text. The limit is not enforced in the browser, which would truncate a paste."""

    widget: type[forms.Widget] = forms.Textarea
    # Whether it holds free text, which is checked for sensitive passages.
    holds_words = True

    def __init__(self, *, ask: Words = "", rows: int = 8, hides_optional: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.hides_optional = hides_optional
        self.error_messages |= {"max_length": TOO_LONG} | ({"required": ask} if ask else {})
        if isinstance(self.widget, forms.Textarea):
            self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def shown(self, value: Any) -> str:
        """Return a cleaned value as the check page shows it."""
        return str(value)


class LineField(TextField):
    """Text on one line."""

    widget: type[forms.Widget] = forms.TextInput

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\n", " ").replace("\t", " ").strip()


class IdentifierField(LineField):
    """An identifier: `tidy` converts it to its official form, which `form_of` validates."""

    holds_words = False

    def __init__(self, *, tidy: Callable[[str], str], form_of: RegexValidator, **options: Any) -> None:
        # No max_length: the error should explain the format, not count characters.
        super().__init__(validators=[form_of], **options)
        self.tidy = tidy

    def to_python(self, value: Any) -> str:
        return self.tidy(super().to_python(value))


class MailField(forms.CharField):
    """An email address."""

    widget = forms.EmailInput

    def __init__(self, *, ask: Words, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages |= {"required": ask}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return email_from(text) if text else ""
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused

    def shown(self, value: Any) -> str:
        return str(value)


class WebField(LineField):
    """A website URL; https:// is added if the scheme is missing."""

    widget = forms.URLInput
    holds_words = False

    def __init__(self, **options: Any) -> None:
        message = gettext_lazy("Enter the website address, for example https://www.example.org")
        super().__init__(
            max_length=200, validators=[URLValidator(schemes=["http", "https"], message=message)], **options
        )

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if not text or "://" in text else f"https://{text}"


class RupeesField(LineField):
    """An amount in any common notation, stored in whole rupees; None if empty."""

    holds_words = False

    def __init__(self, *, at_most: int, **options: Any) -> None:
        super().__init__(**options)
        self.at_most = at_most

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            rupees = amounts.rupees_from(text)
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused
        if rupees > self.at_most:
            limit = {"limit": in_words(self.at_most)}
            raise forms.ValidationError(_("Enter %(limit)s or less. Check the number of zeros.") % limit)
        return rupees

    def prepare_value(self, value: Any) -> Any:
        return group(value) if isinstance(value, int) else value

    def shown(self, value: Any) -> str:
        return exact_rupees(value)


class DaysField(LineField):
    """A whole number of days from 0 to a limit; None if empty."""

    holds_words = False

    def __init__(self, *, at_most: int, too_many: Words, **options: Any) -> None:
        super().__init__(**options)
        self.at_most, self.too_many = at_most, too_many

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = amounts.count_from(text)
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused
        if number > self.at_most:
            raise forms.ValidationError(self.too_many)
        return number

    def shown(self, value: Any) -> str:
        return days(value)


class OneOfField(forms.TypedChoiceField):
    """A single choice; `hints` explains each choice by value.

    `hides_optional` leaves “(optional)” off the label, where the choices say it.
    """

    def __init__(
        self, *, ask: Words = "", hints: dict[str, Words] | None = None, hides_optional: bool = False, **options: Any
    ) -> None:
        super().__init__(**options)
        self.choice_hints, self.hides_optional = hints or {}, hides_optional
        self.error_messages |= {"invalid_choice": NOT_OFFERED} | ({"required": ask} if ask else {})

    def shown(self, value: Any) -> str:
        return labels_of(self.choices).get(str(value), "")


class SomeOfField(forms.TypedMultipleChoiceField):
    """A multiple choice, without duplicates and in the order offered."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, ask: Words, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages |= {"required": ask, "invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED}

    def clean(self, value: Any) -> list[Any]:
        chosen = set(super().clean(value))
        return [key for key in map(self.coerce, labels_of(self.choices)) if key in chosen]

    def shown(self, value: Any) -> list[str]:
        labels = labels_of(self.choices)
        return [labels[str(key)] for key in value]


class ConfirmedField(forms.BooleanField):
    """A statement to confirm."""

    def __init__(self, *, ask: Words, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages |= {"required": ask}

    def shown(self, value: Any) -> str:
        return _("Confirmed")


def labels_of(choices: Any) -> dict[str, str]:
    """Return the label of each choice by value, without the empty choice."""
    return {str(key): str(label) for key, label in choices if key not in ("", None)}
