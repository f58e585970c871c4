"""Detect personal and account numbers: Aadhaar, payment cards, phones, bank accounts, IFSC codes."""

import re

from engagements.rules.sensitivity.context import is_standalone_number
from engagements.rules.sensitivity.folding import FoundSpans

# Verhoeff check digit (Aadhaar): multiplication in the dihedral group of order 10, and permutation by position.
_TIMES = ("0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
          "5987604321", "6598710432", "7659821043", "8765932104", "9876543210")  # fmt: skip
_MOVED = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)

_AADHAAR = re.compile(r"(?<!\d)[2-9]\d{3}(?P<gap>[ -]{0,2})\d{4}(?P=gap)\d{4}(?!\d)")
_CARD = re.compile(
    r"""(?<!\d)(?:
        \d{13,19}
      | \d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,4}(?:[ -]\d{3})?
      | \d{4}[ -]\d{6}[ -]\d{4,5}
    )(?!\d)""",
    re.VERBOSE,
)
# Issuers: Visa 4; Mastercard 51–55 and 2221–2720; American Express 34 and 37; RuPay 60, 65, 81, 82, 508, 353 and 356;
# Diners 30, 36 and 38; JCB 3528–3589; Discover and UnionPay 62 and 65.
_ISSUERS = re.compile(
    r"""4(?:\d{12}|\d{15}|\d{18}) | 5[1-5]\d{14}
      | 2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}
      | 3[47]\d{13} | (?:60|65|81|82)\d{14} | 508\d{13} | 35(?:3|6)\d{13} | 35(?:2[89]|[4578]\d)\d{12}
      | 3[068]\d{12} | 6[25]\d{14,17}""",
    re.VERBOSE,
)
_MOBILE = re.compile(
    r"""(?<!\d)(?P<called>(?:\(?\+|00)91\)?[ .-]{0,2}(?:\(?0\)?)? | 91[ -] | 91(?=[6-9]\d{9}(?!\d)) | 0)?
    [6-9]\d(?: \d{8} | \d{3}[ .-]\d{5} | \d[ .-]\d{3}[ .-]\d{4} | \d[ .-]\d{7} | \d{2}[ .-]\d{6}
             | \d{2}[ .-]\d{3}[ .-]\d{3} | \d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{2} )(?!\d)""",
    re.VERBOSE,
)
_LANDLINE = re.compile(
    r"""(?<![\d/])(?: (?:\+|00)91[ .-]{0,2}\(?0?\)? | \(?0 )
    (?P<area>[1-8]\d{1,3}) (?:\)[ -]{0,2}|[ -]{1,3})
    (?P<local>\d{3,4}[ -]\d{4} | \d{2}[ -]\d{4} | \d{6,8})(?!\d)""",
    re.VERBOSE,
)
_ACCOUNT = re.compile(
    r"""(?: (?i:\b(?:a/c|acct\.?|account)(?:[ ]{0,2}(?:(?:no|nos|num|number|id)\b|\#))?)
          | खाता(?:[ ](?:संख्या|सं|क्रमांक|नंबर|नं))? )
    [.:\#=\t -]{0,6}(?:(?i:is|was)[ ])?(?P<number>\d(?:[ -]?\d){8,17})(?!\d)""",
    re.VERBOSE,
)
_IFSC_SAID = re.compile(
    r"""(?:(?i:\bifsc?)|आईएफएससी)(?:[ ]{1,2}(?:(?i:code|no)|कोड))?
    [.:\#=\t -]{0,6}(?P<number>(?i:[a-z]{4}0[a-z0-9]{6}))(?![A-Za-z0-9])""",
    re.VERBOSE,
)
# Codes of common banks; any other four letters could begin a part number.
_IFSC = re.compile(
    r"""(?<![A-Za-z0-9])(?P<number>(?:
        SBIN|HDFC|ICIC|UTIB|PUNB|BARB|CNRB|UBIN|BKID|KKBK|YESB|IDIB|IOBA|CBIN|MAHB|UCBA|PSIB|INDB|IDFB|FDRL|KARB|KVBL
        |SIBL|RATN|BDBL|AUBL|ESFB|SCBL|CITI|HSBC|DEUT|DBSS|IBKL|TMBL|CSBK|DCBL|JAKA|UTKS|USFB|SRCB|SVCB|COSB|AIRP|PYTM
        |IPOS|SIDB
    )0[A-Z0-9]{6})(?![A-Za-z0-9])""",
    re.VERBOSE,
)

PATTERNS = (_AADHAAR, _CARD, _ISSUERS, _MOBILE, _LANDLINE, _ACCOUNT, _IFSC_SAID, _IFSC)


def aadhaar_like(text: str) -> FoundSpans:
    """Yield the spans of twelve digits that begin with 2 to 9 and end in their Verhoeff check digit."""
    for match in _AADHAAR.finditer(text):
        if is_verhoeff(_digits(match[0])) and is_standalone_number(text, *match.span()):
            yield match.span()


def cards(text: str) -> FoundSpans:
    """Yield the spans of numbers with an issuer's prefix and length that end in their Luhn check digit."""
    for match in _CARD.finditer(text):
        digits = _digits(match[0])
        if _ISSUERS.fullmatch(digits) and is_luhn(digits) and is_standalone_number(text, *match.span()):
            yield match.span()


def phones(text: str) -> FoundSpans:
    """Yield the spans of Indian mobile and landline numbers; toll-free numbers are not personal."""
    for match in _MOBILE.finditer(text):
        if is_standalone_number(text, *match.span()):
            yield match.span()
    for match in _LANDLINE.finditer(text):
        # Indian numbers have ten digits after the leading 0, whatever the length of the area code.
        if len(_digits(match["area"] + match["local"])) == 10 and is_standalone_number(text, *match.span()):
            yield match.span()


def accounts(text: str) -> FoundSpans:
    """Yield the spans of numbers labelled as account numbers, and of IFSC codes."""
    for pattern in (_ACCOUNT, _IFSC_SAID, _IFSC):
        for match in pattern.finditer(text):
            yield match.span("number")


def is_verhoeff(digits: str) -> bool:
    """Return whether a number ends in its Verhoeff check digit."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_TIMES[check][int(_MOVED[place % 8][int(digit)])])
    return check == 0


def is_luhn(digits: str) -> bool:
    """Return whether a number ends in its Luhn check digit."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
