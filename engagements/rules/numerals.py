"""Format numbers the Indian way: 12,34,567, lakh and crore, days, percentages."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LAKH = Decimal(100_000)
CRORE = Decimal(10_000_000)
MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def group(number: int) -> str:
    """Format a whole number with Indian grouping: 12,34,567."""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)][::-1]
    return (MINUS if number < 0 else "") + ",".join([*pairs, tail])


def format_lakh_crore(amount: Decimal) -> str:
    """Format a number with at most two decimals, without trailing zeros."""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, _point, rest = f"{abs(rounded):f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    fraction = rest.rstrip("0")
    return sign + group(int(whole)) + (f".{fraction}" if fraction else "")


def parse_decimal(value: Any) -> Decimal | None:
    """Return a value as Decimal; None if it is not a finite number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def format_number(value: Any) -> str:
    """Format a number with Indian grouping; a dash for None."""
    number = parse_decimal(value)
    return NOTHING if number is None else format_lakh_crore(number)


def rupees(value: Any) -> str:
    """Format rupees in lakh or crore: ₹2,400 crore, ₹12.5 lakh, ₹45,000."""
    number = parse_decimal(value)
    if number is None:
        return NOTHING
    # Amounts that round up to a whole crore are given in crore: ₹1 crore, never ₹100 lakh.
    if abs(number) >= CRORE - LAKH / 200:
        return _("₹%(amount)s crore") % {"amount": format_lakh_crore(number / CRORE)}
    if abs(number) >= LAKH:
        return _("₹%(amount)s lakh") % {"amount": format_lakh_crore(number / LAKH)}
    return exact_rupees(number)


def exact_rupees(value: Any) -> str:
    """Format rupees exactly, for tables and copying: ₹12,34,567."""
    number = parse_decimal(value)
    return NOTHING if number is None else f"₹{format_lakh_crore(number)}"


def days(value: Any) -> str:
    """Format a duration in days: 1 day, 148 days."""
    number = parse_decimal(value)
    if number is None:
        return NOTHING
    plural = 1 if abs(number) == 1 else 2
    return ngettext("%(number)s day", "%(number)s days", plural) % {"number": format_lakh_crore(number)}


def percent(share: Any) -> str:
    """Format a share from 0 to 1 as a whole percentage; never rounds to 0% or 100% what is not."""
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
    """Format a part of a whole as a percentage; a dash if the whole is zero."""
    top, bottom = parse_decimal(part), parse_decimal(whole)
    if top is None or not bottom:
        return NOTHING
    return percent(top / bottom)
