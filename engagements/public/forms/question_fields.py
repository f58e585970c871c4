"""Form fields for extra questions only: bounded numbers, and dates in three inputs."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.errors import ActionRefused
from engagements.public.forms.base import TEMPLATE_PACK
from engagements.public.forms.fields import LineField, RupeesField, Words, clean_text
from engagements.rules import amounts
from engagements.rules.answers import day_in_words
from engagements.rules.numerals import exact_rupees, format_number

# Larger than any realistic number, and small enough to be stored exactly.
NUMBER_MAX = Decimal(10) ** 13
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class NumberField(LineField):
    """A number with at most two decimals, stored as a string of digits; None if empty."""

    holds_words = False

    def __init__(self, *, at_least: Decimal | None, at_most: Decimal | None, unit: Words = "", **options: Any) -> None:
        super().__init__(**options)
        self.at_least = -NUMBER_MAX if at_least is None else at_least
        self.at_most = NUMBER_MAX if at_most is None else at_most
        self.unit = unit

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = amounts.number_from(text)
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused
        check_bounds(number, write=format_number, bounds=(self.at_least, self.at_most))
        return f"{number.normalize():f}"

    def shown(self, value: Any) -> str:
        """Return the number with its unit."""
        return " ".join(filter(None, [format_number(value), str(self.unit)]))


class BoundedRupeesField(RupeesField):
    """An amount in rupees with a lower limit."""

    def __init__(self, *, at_least: int, **options: Any) -> None:
        super().__init__(**options)
        self.at_least = at_least

    def to_python(self, value: Any) -> Any:
        rupees = super().to_python(value)
        if rupees is not None:
            check_bounds(Decimal(rupees), write=exact_rupees, bounds=(Decimal(self.at_least), Decimal(self.at_most)))
        return rupees


def check_bounds(number: Decimal, *, write: Callable[[Decimal], str], bounds: tuple[Decimal, Decimal]) -> None:
    """Raise ValidationError with the limit, formatted by `write`, if a number is out of bounds."""
    lowest, highest = bounds
    if number < lowest:
        raise forms.ValidationError(_("Enter at least %(limit)s.") % {"limit": write(lowest)})
    if number > highest:
        raise forms.ValidationError(_("Enter no more than %(limit)s.") % {"limit": write(highest)})


class DayWidget(forms.MultiWidget):
    """Inputs for day, month and year; also accepts the stored value of a draft."""

    def __init__(self) -> None:
        digits = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(widgets=[digits, digits, digits])

    def decompress(self, value: Any) -> list[str]:
        parts = str(value or "").split("-")
        return (
            [str(int(part)) if part.isdecimal() else part for part in parts[::-1]] if len(parts) == 3 else ["", "", ""]
        )

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data[name] if name in data else super().value_from_datadict(data, files, name)


class DayField(forms.Field):
    """A date, stored in ISO format; None if empty."""

    widget = DayWidget

    def __init__(self, *, ask: Words, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages |= {"required": ask}

    def to_python(self, value: Any) -> str | None:
        parts = [amounts.western_digits(part).strip() for part in _parts_of(value)]
        if not any(parts):
            return None
        day = _day_of(parts)
        if not EARLIEST <= day <= LATEST:
            limits = {"first": EARLIEST.year, "last": LATEST.year}
            raise forms.ValidationError(_("Write a year from %(first)d to %(last)d.") % limits)
        return day.isoformat()

    def shown(self, value: Any) -> str:
        """Return the date in words."""
        return day_in_words(date.fromisoformat(value))


class DayParts(LayoutObject):
    """The three inputs of a date under one question."""

    template = "public/submit/_day.html"
    labels = (gettext_lazy("Day"), gettext_lazy("Month"), gettext_lazy("Year"))

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """Render the question, errors, and the inputs with their labels."""
        field = form[self.name]
        inputs = field.subwidgets[0].data["subwidgets"]
        return render_to_string(self.template, {"field": field, "parts": list(zip(self.labels, inputs, strict=True))})


def _parts_of(value: Any) -> list[str]:
    """Return day, month and year from a POST or a draft."""
    if isinstance(value, str):
        given = clean_text(value).split("-")[::-1]
    else:
        parts = value if isinstance(value, list) else []
        given = [clean_text(part) if isinstance(part, str) else "" for part in parts]
    return given if len(given) == 3 else [*given, "", "", ""][:3]


def _day_of(parts: list[str]) -> date:
    if not all(parts):
        raise forms.ValidationError(_("Enter the day, month and year."))
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise forms.ValidationError(_("Write the day in digits, for example 24 3 2025."))
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise forms.ValidationError(_("This date does not exist. Check the day, month and year.")) from impossible
