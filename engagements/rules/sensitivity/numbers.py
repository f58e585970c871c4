"""Numbers that belong to a person or an account, told from amounts, dates and the numbers of papers.

A run of digits that stands alone says little: one in ten passes any check digit. So a run without grouping is left
alone where the words before it name a paper (contract, invoice, order …) or an amount (₹, Rs, INR).
"""

import re

from engagements.rules.sensitivity.folding import FoundSpans

# Verhoeff: multiplication in the dihedral group of order 10, and the permutation by place (Aadhaar's check digit).
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

# Not part of something longer: no digit, letter or decimal point touches it, no hyphen or slash joins it to letters.
_FREE_BEFORE = r"(?<![\w.])(?<![A-Za-z][-/])(?<!\d[-/,])(?<!\d )"
_FREE_AFTER = r"(?![\w]|[-/,.]\d|[ ]\d|[-/][A-Z])"
_GAP = r"[ .-]?"

_AADHAAR = re.compile(rf"{_FREE_BEFORE}[2-9]\d{{3}}(?P<gap>[ -]?)\d{{4}}(?P=gap)\d{{4}}{_FREE_AFTER}")
_CARD = re.compile(
    rf"{_FREE_BEFORE}(?:\d{{4}}[ -]?\d{{4}}[ -]?\d{{4}}[ -]?\d{{1,4}}(?:[ -]?\d{{3}})?|\d{{4}}[ -]?\d{{6}}[ -]?\d{{4,5}})"
    rf"{_FREE_AFTER}"
)
# Issuers: Visa 4; Mastercard 51–55 and 2221–2720; American Express 34, 37; RuPay 60, 65, 81, 82, 508, 353, 356; Diners 30,
# 36, 38; JCB 3528–3589; Discover and UnionPay 6.
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}"
    r"|(?:6[0-5]|8[12])\d{14}|508\d{13}|35\d{14}|3[068]\d{12}|6[25]\d{14,17}"
)
_COUNTRY = r"(?:\+|00)91[ .-]{0,2}"
_MOBILE = re.compile(
    rf"(?<![\w.])(?<!\d[-/,])(?<![A-Za-z][-/])(?:(?P<called>{_COUNTRY}|\(\+91\)[ ]?)|(?:91[ -]|0)?)"
    rf"[6-9]\d(?:\d{{8}}|\d{{3}}{_GAP}\d{{5}}|\d{_GAP}\d{{3}}{_GAP}\d{{4}}|\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{{2}}{_GAP}\d{{2}}"
    rf"{_GAP}\d{{2}}{_GAP}\d{{2}}){_FREE_AFTER}"
)
_LANDLINE = re.compile(
    rf"(?<![\w./,-])(?<!\d )(?:{_COUNTRY}0?|\(?0)(?P<area>[1-8]\d{{1,3}})\)?[ -]{{1,2}}(?P<local>\d{{2,4}}[ -]?\d{{4}}|\d{{6,8}})"
    rf"{_FREE_AFTER}"
)
_ACCOUNT = re.compile(
    r"(?:(?i:\b(?:a/c|acct\.?|account)(?:[ \t]{0,2}(?:no\b|nos\b|num\b|number\b|id\b|#))?)|खाता(?:[ \t](?:संख्या|सं|क्रमांक|नंबर|नं))?)"
    r"[.:#= \t-]{0,6}(?i:is[ \t])?(?P<number>\d(?:[ -]?\d){8,17})(?!\d)"
)
_IFSC_SAID = re.compile(
    r"(?i:\b(?:ifsc|ifs|आईएफएससी)(?:[ \t]{1,2}(?:code|no))?)[.:#= \t-]{0,6}(?P<number>(?i:[a-z]{4}0[a-z0-9]{6}))\b"
)
# Banks whose codes are common; any other four letters could begin the number of a part.
_BANKS = (
    "SBIN|HDFC|ICIC|UTIB|PUNB|BARB|CNRB|UBIN|BKID|KKBK|YESB|IDIB|IOBA|CBIN|MAHB|UCBA|PSIB|INDB|IDFB|FDRL|KARB|KVBL|SIBL"
    "|RATN|BDBL|AUBL|ESFB|SCBL|CITI|HSBC|DEUT|DBSS|IBKL|TMBL|CSBK|DCBL|JAKA|UTKS|USFB|SRCB|SVCB|COSB|AIRP|PYTM|IPOS|SIDB"
)
_IFSC = re.compile(rf"(?<![A-Za-z0-9])(?P<number>(?:{_BANKS})0[A-Z0-9]{{6}})(?![A-Za-z0-9])")

_PAPER_WORDS = re.compile(
    r"(?i:\b(?:contract|order|invoice|bill|tender|bid|ref|reference|receipt|consignment|docket|utr|txn|transaction|ticket"
    r"|acknowledge?ment|ack|challan|po|grn|rfp|rfq|file|letter|part|serial|sr|s/n|imei|licen[cs]e|application|registration"
    r"|token|awb|tracking|lc|bg|guarantee|batch|lot|id|gem|diary|e-?way|crn|din|policy|article|version|drawing|drg|nsn"
    r"|hash|key|barcode|ean|gtin|isbn|issn)\b|अनुबंध|आदेश|बिल|चालान|संदर्भ|निविदा|आवेदन|पंजीकरण)"
)
_MONEY_BEFORE = re.compile(r"(?i:₹|\brs\.?|\binr|रु\.?|रुपये|\busd|\$)[ \t]{0,3}$")
_MONEY_AFTER = re.compile(
    r"[ \t]{0,3}(?i:/-|rupees|crores?\b|lakhs?\b|रुपये|units\b|hours\b|km\b|rows\b|records\b|bytes\b)"
)
_OWN_WORDS = re.compile(
    r"(?i:aadhaa?r|aadhar|uidai|\buid\b|आधार|card|कार्ड|phone|mobile|mob\b|call|contact|whats|tel\b|cell|फोन|फ़ोन|मोबाइल)"
)
# How far back words are looked for: a number and its name stand in one breath.
_LOOK_BACK = 40

PATTERNS = (_AADHAAR, _CARD, _ISSUERS, _MOBILE, _LANDLINE, _ACCOUNT, _IFSC_SAID, _IFSC, _PAPER_WORDS, _MONEY_BEFORE,
            _MONEY_AFTER, _OWN_WORDS)  # fmt: skip


def aadhaar_like(text: str) -> FoundSpans:
    """Yield the places of twelve digits that begin with 2 to 9 and end in their Verhoeff check digit."""
    for match in _AADHAAR.finditer(text):
        if is_verhoeff(_digits(match[0])) and _stands_for_itself(text, match):
            yield match.span()


def cards(text: str) -> FoundSpans:
    """Yield the places of numbers with an issuer's prefix and length that end in their Luhn check digit."""
    for match in _CARD.finditer(text):
        digits = _digits(match[0])
        if _ISSUERS.fullmatch(digits) and is_luhn(digits) and _stands_for_itself(text, match):
            yield match.span()


def phones(text: str) -> FoundSpans:
    """Yield the places of Indian mobile and landline numbers; toll-free ones belong to nobody in particular."""
    for match in _MOBILE.finditer(text):
        if match["called"] or _stands_for_itself(text, match):
            yield match.span()
    for match in _LANDLINE.finditer(text):
        # A number inside India has ten digits after its 0, whatever the length of the area code.
        if len(_digits(match["area"] + match["local"])) == 10 and _stands_for_itself(text, match):
            yield match.span()


def accounts(text: str) -> FoundSpans:
    """Yield the places of digits that are called an account number, and of IFSC codes."""
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


def _stands_for_itself(text: str, match: re.Match[str]) -> bool:
    """Return whether nothing around a number says that it is an amount or the number of a paper."""
    before = text[max(match.start() - _LOOK_BACK, 0) : match.start()]
    before = re.split(r"[.;!?।\n] |\n", before)[-1]
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(text, match.end()):
        return False
    if _OWN_WORDS.search(before):
        return True
    is_grouped = not match[0].isdigit()
    return is_grouped or not _PAPER_WORDS.search(before)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
