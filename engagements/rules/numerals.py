"""How numbers are written in India: 12,34,567, lakh and crore, days and shares."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LAKH = Decimal(100_000)
CRORE = Decimal(10_000_000)
MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def group(number: int) -> str:
    """Write a whole number with commas after the thousand, the lakh, the crore and so on: 12,34,567."""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)][::-1]
    return (MINUS if number < 0 else "") + ",".join([*pairs, tail])


def format_lakh_crore(amount: Decimal) -> str:
    """Write an amount with two decimals at most, none that say nothing."""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, _point, rest = f"{abs(rounded):f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    fraction = rest.rstrip("0")
    return sign + group(int(whole)) + (f".{fraction}" if fraction else "")


def parse_decimal(value: Any) -> Decimal | None:
    """Return a value as an exact number; None where it is not one, as for a figure that nobody gave."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def format_number(value: Any) -> str:
    """Write a count with Indian grouping; a dash when there is none."""
    number = parse_decimal(value)
    return NOTHING if number is None else format_lakh_crore(number)


def rupees(value: Any) -> str:
    """Write rupees in the unit a reader would say: ₹2,400 crore, ₹12.5 lakh, ₹45,000."""
    number = parse_decimal(value)
    if number is None:
        return NOTHING
    # A sum that rounds up to a whole crore is said in crore: ₹1 crore, never ₹100 lakh.
    if abs(number) >= CRORE - LAKH / 200:
        return _("₹%(amount)s crore") % {"amount": format_lakh_crore(number / CRORE)}
    if abs(number) >= LAKH:
        return _("₹%(amount)s lakh") % {"amount": format_lakh_crore(number / LAKH)}
    return exact_rupees(number)


def exact_rupees(value: Any) -> str:
    """Write rupees to the last one, for tables and copies: ₹12,34,567."""
    number = parse_decimal(value)
    return NOTHING if number is None else f"₹{format_lakh_crore(number)}"


def days(value: Any) -> str:
    """Write a length of time in days: 1 day, 148 days."""
    number = parse_decimal(value)
    if number is None:
        return NOTHING
    plural = 1 if abs(number) == 1 else 2
    return ngettext("%(number)s day", "%(number)s days", plural) % {"number": format_lakh_crore(number)}


def percent(share: Any) -> str:
    """Write a share between 0 and 1 as a whole percentage, never rounding something to nothing or a part to all."""
    number = parse_decimal(share)
    if number is None:
        return NOTHING
    if 0 < number < Decimal("0.01"):
        return _("under 1%")
    whole = int((number * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if whole == 100 and number < 1:
        return _("over 99%")
    return f"{group(whole)}%"


def percent_of(part: Any, whole: Any) -> str:
    """Write how much of a whole a part is; a dash when the whole is nothing."""
    top, bottom = parse_decimal(part), parse_decimal(whole)
    if top is None or not bottom:
        return NOTHING
    return percent(top / bottom)
