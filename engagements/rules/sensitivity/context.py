"""Context of a number: part of a longer token, an amount, or the number of a document.

One run of digits in ten passes any check digit. So digits without grouping are ignored if the words before them name a
document (contract, invoice, order …) and none names a personal number.
"""

import re

# Characters before and after a number that are searched.
_LOOK_BACK = 40
_LOOK_AHEAD = 16

# Digits before a number that it continues, and digits or letters after it that continue it. Ten digits or more beyond
# the separator are another number. `\Z`, since `$` would also match before a line end.
_CONTINUES = re.compile(r"\d\.\Z|(?<!\d)\d{1,9}[-/,]\Z")
_CONTINUES_GROUPS = re.compile(r"(?<!\d)\d{1,5}[ ]\Z")
_IS_CONTINUED = re.compile(r"[A-Za-z]|\.\d|[-/,]\d{1,9}(?!\d)|[-/][A-Z]")
_GROUPS_GO_ON = re.compile(r"[ ]\d{1,5}(?!\d)")
_JOINED = re.compile(r"(?P<word>[A-Za-z]{1,12})[-/_]?\Z")

_MONEY_BEFORE = re.compile(r"(?i:₹|\brs\.?|\binr|रु\.?|रुपये|\busd|\$)[ \t]{0,3}\Z")
_UNIT_AFTER = re.compile(
    r"[ \t]{0,3}(?:/-|रुपये|रुपए|करोड़|लाख|(?i:rupees|crores?|lakhs?|units|hours|km|rows|records|bytes|pieces|nos|cycles"
    r"|samples|bits?|[kmg]?hz)\b)"
)
_PERSONAL_WORDS = re.compile(
    r"(?i:aadhaa?r|aadhar|uidai|\buid\b|card|phone|\bph\b|mobile|\bmob\b|\bcall|contact|whats|\btel\b|\bcell\b|\bfax\b)"
    r"|आधार|कार्ड|फोन|फ़ोन|मोबाइल|संपर्क|सम्पर्क"
)
_PAPER_WORDS = re.compile(
    r"(?i:\b(?:contract|order|invoice|bill|tender|bid|ref|reference|receipt|consignment|docket|utr|txn|transaction"
    r"|ticket|acknowledge?ment|ack|challan|po|grn|rfp|rfq|file|letter|part|serial|sr|imei|licen[cs]e|application"
    r"|registration|token|awb|tracking|lc|bg|guarantee|batch|lot|id|gem|diary|e-?way|crn|din|policy|article|version"
    r"|drawing|drg|nsn|hash|key|barcode|ean|gtin|isbn|issn|patent|case|report|document|material|item|stock|model"
    r"|code|vendor|quantity|count|frequency|crac|vehicle)s?\b"
    r"|अनुबंध|आदेश|बिल|चालान|संदर्भ|निविदा|आवेदन|पंजीकरण)"
)
# The full stop of “No. 123” does not end a sentence.
_SENTENCE_END = re.compile(r"(?<!\b(?i:no|ph|sr|dt))(?<!\b(?i:nos))[.;!?।][ ]|\n")

PATTERNS = (_CONTINUES, _CONTINUES_GROUPS, _IS_CONTINUED, _GROUPS_GO_ON, _JOINED, _MONEY_BEFORE, _UNIT_AFTER,
            _PERSONAL_WORDS, _PAPER_WORDS, _SENTENCE_END)  # fmt: skip


def is_standalone_number(text: str, start: int, end: int) -> bool:
    """Return whether digits are a number of their own, and the context does not say that it is of another kind."""
    before, after = text[max(start - _LOOK_BACK, 0) : start], text[end : end + _LOOK_AHEAD]
    if (
        is_part_of_longer_token(before, text[start:end], after)
        or _MONEY_BEFORE.search(before)
        or _UNIT_AFTER.match(after)
    ):
        return False
    words = _SENTENCE_END.split(before)[-1]
    is_grouped = not text[start:end].isdigit()
    return is_grouped or bool(_PERSONAL_WORDS.search(words)) or not _PAPER_WORDS.search(words)


def is_part_of_longer_token(before: str, number: str, after: str) -> bool:
    """Return whether a number is part of a longer number, a decimal or a code with letters."""
    if _CONTINUES.search(before) or _IS_CONTINUED.match(after):
        return True
    if " " in number and (_CONTINUES_GROUPS.search(before) or _GROUPS_GO_ON.match(after)):
        return True
    joined = _JOINED.search(before)
    return bool(joined and not _PERSONAL_WORDS.search(joined["word"]))
