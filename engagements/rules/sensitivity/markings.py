"""Detect classification markings: the four levels, used as a marking and not as an ordinary word.

A level is a marking only in these forms:

1. alone on a line in capitals, or at its start before `:`, `//`, ` - ` or a copy number: `SECRET`, `CONFIDENTIAL //`;
2. in capitals within brackets or quotes: `(SECRET)`, `"RESTRICTED"`;
3. after a label, in any case: `Security classification: Secret`, `सुरक्षा वर्गीकरण: गुप्त`; in capitals
   after `Subject:`;
4. in capitals after a verb of marking: `marked SECRET`, `graded as CONFIDENTIAL`;
5. in capitals before a kind of document: `SECRET letter`, `CONFIDENTIAL FILE`;
6. in capitals as part of a file name or number: `SECRET drawing.pdf`, `Drawing-SECRET.pdf`, `12/SECRET/7`;
7. `TOP SECRET`, `Top Secret` and `परम गुप्त` anywhere: they have no ordinary meaning.

“our confidential price list”, “restricted tender”, “trade secret” and “गोपनीय जानकारी” are not markings, nor are
“UNCLASSIFIED” and “NOT CONFIDENTIAL”. Portion marks such as (S) and (C) are ignored: they have too many other meanings.
"""

import re

from engagements.rules.sensitivity.folding import FoundSpans

_LEVEL = r"(?:TOP[ \t_-]SECRET|SECRET|CONFIDENTIAL|RESTRICTED)"
_ANY_CASE = r"(?i:top[ \t_-]?secret|secret|confidential|restricted)"
_NOT_NEGATED = r"(?<!NOT[ _-])(?<!NON[ _-])(?<!not[ _-])(?<!non[ _-])(?<!Non[ _-])"
# Only punctuation before it on the line: asterisks, brackets, dashes.
_HEAD = r"^[^\w\n]{0,40}"
_TAIL = r"[^\w\n]{0,40}$"
_PAPER = (
    r"(?i:document|file|letter|report|note|noting|annexure|appendix|communication|correspondence|drawing|memo|minutes"
    r"|message|signal)s?"
)
_ENDING = r"(?i:pdf|png|jpe?g|docx?|xlsx?|csv|pptx?|txt|zip|dwg)"
_ANNOUNCED = (
    r"(?i:(?:security|protective|document|defence)[ \t]{1,3}(?:classification|marking|grading|grade|class)"
    r"|^[^\w\n]{0,9}classification)"
)
_MARKED = r"(?i:marked|stamped|graded|classified|labelled|labeled|headed|handled|treated)"

# Devanagari vowel signs are not `\w`, so `\b` does not work: explicit word boundaries.
_EDGE_BEFORE = r"(?<![\u0900-\u0963\u0970-\u097f\u200c\u200d])"
_EDGE_AFTER = r"(?![\u0900-\u0963\u0970-\u097f\u200c\u200d])"
_HINDI_LEVEL = rf"{_EDGE_BEFORE}(?:(?:परम|अति)[ \t_-](?:गुप्त|गोपनीय)|गुप्त|गोपनीय|प्रतिबंधित|प्रतिबन्धित|सीमित){_EDGE_AFTER}"
_HINDI_ANNOUNCED = r"(?:वर्गीकरण|गोपनीयता[ \t]{1,3}(?:श्रेणी|स्तर)|सुरक्षा[ \t]{1,3}(?:श्रेणी|वर्ग))"
_OTHER_TONGUE = rf"[ \t]{{0,3}}/[ \t]{{0,3}}(?:{_LEVEL}|{_HINDI_LEVEL})"

# The whole line is a file name that begins with a level.
_FILE_NAME_GOES_ON = rf"(?=[ -][^\n]{{1,120}}\.{_ENDING}$)"

_ENGLISH_FORMS = (
    rf"{_HEAD}(?P<level>{_LEVEL})\b(?={_TAIL}|[ \t]{{0,3}}(?://|:|-[ \t-])|[ \t]{{1,3}}(?i:copy[ ]no)|{_OTHER_TONGUE})",
    rf"[(\[{{<\"'«“]{{1,2}}[ \t]{{0,3}}(?P<level>{_LEVEL})[ \t]{{0,3}}[)\]}}>\"'»”]",
    rf"{_ANNOUNCED}[ \t]{{0,3}}(?:[:=-]|(?i:is|as)\b)[ \t]{{0,3}}(?i:as[ \t])?[\"'(\[]?(?P<level>{_ANY_CASE})\b",
    rf"^[^\w\n]{{0,9}}(?i:subject|sub|re)[ ]?[:-][ \t]{{0,3}}(?P<level>{_LEVEL})\b",
    rf"\b{_MARKED}[ \t]{{1,3}}(?i:as[ \t]{{1,3}})?(?P<level>{_LEVEL})\b",
    rf"{_NOT_NEGATED}\b(?P<level>{_LEVEL})[ \t]{{1,3}}{_PAPER}\b",
    rf"{_NOT_NEGATED}(?<![A-Za-z0-9])(?P<level>{_LEVEL})(?:_|\.{_ENDING}\b)",
    rf"{_NOT_NEGATED}(?<=[_/])(?P<level>{_LEVEL})(?=[_/.-]|$)",
    rf"^(?P<level>{_LEVEL}){_FILE_NAME_GOES_ON}",
    r"(?<![A-Za-z0-9])(?P<level>TOP[ \t_-]{1,3}SECRET|Top[ _-]Secret|(?<![ ])top[_-]secret)(?![A-Za-z0-9])",
)
_HINDI_FORMS = (
    rf"{_HEAD}(?P<level>{_HINDI_LEVEL})(?={_TAIL}|[ \t]{{0,3}}(?://|:|-[ \t-])|{_OTHER_TONGUE})",
    rf"[(\[{{<\"'«“][ \t]{{0,3}}(?P<level>{_HINDI_LEVEL})[ \t]{{0,3}}[)\]}}>\"'»”]",
    rf"{_HINDI_ANNOUNCED}[ \t]{{0,3}}[:=-][ \t]{{0,3}}[\"'(\[“]?(?P<level>{_HINDI_LEVEL})",
    rf"(?P<level>{_HINDI_LEVEL})(?:_|\.{_ENDING}\b)",
    rf"(?<=_)(?P<level>{_HINDI_LEVEL})",
    rf"^(?P<level>{_HINDI_LEVEL}){_FILE_NAME_GOES_ON}",
    rf"(?P<level>{_EDGE_BEFORE}परम[ \t_-]{{1,3}}गुप्त{_EDGE_AFTER})",
)
PATTERNS = tuple(re.compile(form, re.MULTILINE) for form in (*_ENGLISH_FORMS, *_HINDI_FORMS))


def markings(text: str) -> FoundSpans:
    """Yield the spans of levels that are used as a marking."""
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield match.span("level")
