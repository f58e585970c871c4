"""Parse amounts and counts as people in India write them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused

# Longer input is not parsed.
LONGEST = 60

_UNITS = {
    "": 1,
    "thousand": 1_000,
    "k": 1_000,
    "हज़ार": 1_000,
    "हजार": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lacs": 100_000,
    "l": 100_000,
    "लाख": 100_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "cr": 10_000_000,
    "करोड़": 10_000_000,
    "करोड": 10_000_000,
}
_CURRENCY = re.compile(r"^(₹|rs\.?|inr|रु\.?|रुपये)\s*|\s*(rupees|rupaye|रुपये)$|\s*/-$")
# Plain digits, or groups of two or three digits that end with three: 12,50,000 and 1,250,000, never 12,5.
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]+)(?:\.[0-9]+)?"
# A unit is letters and Devanagari marks without digits, so that matching is unambiguous and linear.
_PART = re.compile(rf"({_NUMBER})\s*([^\W\d_][^\s\d.,]*)?\s*")
_PLAIN = re.compile(rf"[-\u2212]?{_NUMBER}")
_DIGITS = {0x0966 + digit: str(digit) for digit in range(10)}


def western_digits(text: str) -> str:
    """Return the text with Devanagari digits replaced by 0 to 9."""
    return text.translate(_DIGITS)


def rupees_from(text: str) -> int:
    """Parse whole rupees from texts such as “12,50,000”, “12.5 lakh” or “₹2 crore 50 lakh”.

    Raises ActionRefused with an example if it is unreadable or not whole rupees.
    """
    bare = _without_currency(western_digits(text).strip().casefold()[: LONGEST + 1])
    if len(bare) > LONGEST:
        raise ActionRefused(_unreadable())
    amount = _sum_of_parts(bare)
    if amount != amount.to_integral_value():
        raise ActionRefused(_("Enter whole rupees without paise, for example 12,50,000."))
    return int(amount)


def count_from(text: str) -> int:
    """Parse a whole number such as “120” or “1,200”; raise ActionRefused otherwise."""
    bare = western_digits(text).strip().replace(",", "")
    if not re.fullmatch(r"[0-9]{1,12}", bare):
        raise ActionRefused(_("Enter a whole number in digits, for example 120. (Name the field.)"))
    return int(bare)


def number_from(text: str) -> Decimal:
    """Parse a number such as “1,200”, “-3” or “12.5”, with at most two decimals; raise ActionRefused otherwise."""
    bare = western_digits(text).strip()[: LONGEST + 1]
    if len(bare) > LONGEST or not _PLAIN.fullmatch(bare):
        raise ActionRefused(
            _(
                "Enter a number in digits, for example 120 or 12.5. (Name the field: “Days lost must be "
                "a number, for example 120”.)"
            )
        )
    if len(bare.partition(".")[2].rstrip("0")) > 2:
        raise ActionRefused(_("Enter no more than two decimal places, for example 12.25."))
    return Decimal(bare.replace(",", "").replace("\N{MINUS SIGN}", "-"))


def _without_currency(text: str) -> str:
    while (shorter := _CURRENCY.sub("", text)) != text:
        text = shorter
    return text


def _sum_of_parts(text: str) -> Decimal:
    total, place, smallest = Decimal(0), 0, None
    while place < len(text):
        part = _PART.match(text, place)
        unit = _UNITS.get(part.group(2) or "") if part else None
        # Units must decrease: “2 crore 50 lakh” is an amount, “50 2 lakh” an error.
        if part is None or unit is None or (smallest is not None and unit >= smallest):
            raise ActionRefused(_unreadable())
        total += Decimal(part.group(1).replace(",", "")) * unit
        place, smallest = part.end(), unit
    if smallest is None:
        raise ActionRefused(_unreadable())
    return total


def _unreadable() -> str:
    return _("Enter the amount in rupees, for example 12,50,000 or 12.5 lakh or 2 crore.")
