"""Normalise identifiers to their official form.

Nothing is refused here: invalid input is returned nearly unchanged, for the format validator to explain.
"""

import re

import phonenumbers

from engagements.rules.amounts import western_digits

_UDYAM = re.compile(r"UDYAM([A-Z]{2})([0-9]{2})([0-9]{7})")


def compact(text: str) -> str:
    """Return an identifier in capitals without spaces and hyphens: DPIIT number, CIN or PIN code."""
    return re.sub(r"[\s\-–—]", "", western_digits(text).upper())


def udyam(text: str) -> str:
    """Return a Udyam number with its hyphens: UDYAM-KA-01-0012345."""
    bare = compact(text)
    match = _UDYAM.fullmatch(bare)
    return "-".join(["UDYAM", *match.groups()]) if match else bare


def mobile(text: str) -> str:
    """Return an Indian mobile number with country code: +919876543210.

    Landlines and foreign numbers are returned in a form that the validator of mobile numbers refuses.
    """
    try:
        number = phonenumbers.parse(text, "IN")
    except phonenumbers.NumberParseException:
        return text
    is_indian = number.country_code == 91 and not number.extension
    if is_indian and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def spaced_mobile(number: str) -> str:
    """Return a stored mobile number for display: +91 98765 43210."""
    match = re.fullmatch(r"(\+91)([0-9]{5})([0-9]{5})", number)
    return " ".join(match.groups()) if match else number
