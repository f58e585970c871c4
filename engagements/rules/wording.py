"""How a question is worded: what could make answers to it worth less, in English and in Hindi. It warns, never blocks.

Two asks in one question leave open which one was answered; a leading one answers itself; a long one is not read to its
end; a negative one in a yes-or-no question makes “no” mean yes; an abbreviation shuts out whoever does not know it.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

WORDS_MAX = 30
CHARACTERS_MAX = 150
# Known to everybody who fills in the form, or spelt out beside the field that asks for them.
KNOWN = frozenset(
    {"MSME", "MSMES", "DPIIT", "GST", "GSTIN", "PAN", "CIN", "UDYAM", "IT", "PDF", "CSV", "IST", "INR", "R", "D"}
)


class Flaw(StrEnum):
    """What can be wrong with a wording."""

    DOUBLE = "double"
    LEADING = "leading"
    LONG = "long"
    NEGATIVE = "negative"
    ABSOLUTE = "absolute"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True)
class Remark:
    """One flaw, and the words that show it, as they were written."""

    flaw: Flaw
    words: str

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for the official who words the question."""
        return _sentence_of(self.flaw) % {"words": self.words, "most": WORDS_MAX, "characters": CHARACTERS_MAX}


# Vowel signs are no word characters to `re`: the ends of a Hindi word are looked for in its own script.
_BEGINS, _ENDS = r"(?<![\wऀ-ॿ])", r"(?![\wऀ-ॿ])"


def _any_of(english: str, hindi: str) -> re.Pattern[str]:
    """Return what finds one of some English or some Hindi wordings, each whole."""
    return re.compile(rf"\b(?:{english})(?!\w)|{_BEGINS}(?:{hindi}){_ENDS}", re.IGNORECASE)


LEADING = _any_of(
    r"don[’']t you|do you not|isn[’']t it|wouldn[’']t you|would you not|surely|obviously|of course|do you agree"
    r"|how (?:much )?(?:beneficial|helpful|useful|harmful|bad|good|excellent|successful|important|satisfied|happy)",
    "क्या आप (?:इस बात से )?सहमत|नहीं लगता|बेशक|ज़ाहिर है|स्पष्ट है कि|कितन[ाीे] (?:लाभदायक|उपयोगी|अच्छ[ाीे]|बुर[ाीे]|हानिकारक)",
)
NEGATIVE = _any_of(r"not|never|no|without|cannot|fail(?:ed)? to|\w+n[’']t|unable|lack(?:ed|s)?", "नहीं|न|बिना|मत")
ABSOLUTE = _any_of(
    "always|never|everyone|everybody|nobody|no one|completely|totally|impossible|none of",
    "हमेशा|कभी नहीं|हर कोई|कोई भी नहीं|बिल्कुल|पूरी तरह|असंभव",
)
AND_OR = _any_of("and/or|as well as", "और/या|तथा/अथवा")
# A second word of asking behind the conjunction makes a second ask; a list of nouns does not.
SECOND_ASK = _any_of(
    r"(?:and|or)\s+(?:how|what|when|why|where|which|who|whether|(?:do|did|have|are|would|will) you|is it)",
    r"(?:और|या|तथा|एवं|अथवा)\s+(?:कैसे|क्या|कब|क्यों|कहाँ|कौन|कितन[ाीे])",
)
OPENS_YES_NO = re.compile(
    rf"^(?:do|did|does|have|has|are|is|was|were|would|will|can|could|should)\b|^क्या{_ENDS}", re.IGNORECASE
)
VERB_PAIR = re.compile(
    r"\b(?:clear|cheap|fast|quick|easy|fair|simple|useful|helpful|affordable|timely|transparent)\w*\s+(?:and|or)\s+"
    r"(?:clear|cheap|fast|quick|easy|fair|simple|useful|helpful|affordable|timely|transparent)\w*\b",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"\b[A-Z][A-Z&]+s?\b|\b[a-z]?[A-Z]{2,}[a-zA-Z]*\b")
SPELT_OUT = re.compile(r"\(([A-Za-z&]{2,})\)|\b([A-Za-z&]*[A-Z][A-Za-z&]*[A-Z]s?)\s*\(")


def remarks(text: str, *, is_yes_no: bool = False, known: Collection[str] = ()) -> list[Remark]:
    """Return what a wording should be looked at for, each flaw once; an empty list where nothing was found.

    `is_yes_no` says that it is answered with yes or no; `known` are abbreviations explained elsewhere (`spelt_out`).
    """
    found = [
        _first(Flaw.DOUBLE, text, _double),
        _first(Flaw.LEADING, text, _match(LEADING)),
        _first(Flaw.ABSOLUTE, text, _match(ABSOLUTE)),
        _first(Flaw.NEGATIVE, text, _match(NEGATIVE)) if is_yes_no and not LEADING.search(text) else None,
        _first(Flaw.ABBREVIATION, text, lambda written: _unknown(written, known)),
        _too_long(text),
    ]
    return [remark for remark in found if remark]


def spelt_out(*texts: str) -> frozenset[str]:
    """Return the abbreviations that some texts explain, as in “Ministry of Defence (MoD)” or “MoD (Ministry …)”."""
    return frozenset(_bare(first or second) for text in texts for first, second in SPELT_OUT.findall(text))


def _first(flaw: Flaw, text: str, look: Callable[[str], str]) -> Remark | None:
    words = look(text)
    return Remark(flaw, words) if words else None


def _match(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def look(text: str) -> str:
        found = pattern.search(text)
        return found[0] if found else ""

    return look


def _double(text: str) -> str:
    """Return what joins two asks: “and/or”, a second question word, two question marks, two things judged at once."""
    for pattern in (AND_OR, SECOND_ASK):
        if found := pattern.search(text):
            return found[0].strip(" ,")
    if text.count("?") > 1:
        return "? … ?"
    pair = VERB_PAIR.search(text)
    return pair[0] if pair and OPENS_YES_NO.search(text.strip()) else ""


def _unknown(text: str, known: Collection[str]) -> str:
    explained = KNOWN | spelt_out(text) | frozenset(_bare(word) for word in known)
    written = [word for found in CAPITALS.findall(text) for word in found.split("&")]
    return next((word for word in written if len(word) > 1 and _bare(word) not in explained), "")


def _bare(abbreviation: str) -> str:
    """Return an abbreviation in capitals and without the s of its plural."""
    return (abbreviation[:-1] if abbreviation.endswith("s") else abbreviation).upper()


def _too_long(text: str) -> Remark | None:
    count = len(text.split())
    if count <= WORDS_MAX and len(text) <= CHARACTERS_MAX:
        return None
    return Remark(Flaw.LONG, str(count))


def _sentence_of(flaw: Flaw) -> str:
    return {
        Flaw.DOUBLE: _("“%(words)s” asks two things at once: an answer leaves open to which. Ask two questions."),
        Flaw.LEADING: _("“%(words)s” suggests the answer. Ask what happened instead of asking for agreement."),
        Flaw.LONG: _(
            "%(words)s words are long: more than %(most)s words or %(characters)s characters are not read to the end. "
            "Shorten it, or put the rest into the help."
        ),
        Flaw.NEGATIVE: _("“%(words)s” in a yes-or-no question makes “no” hard to read. Ask it the other way round."),
        Flaw.ABSOLUTE: _("“%(words)s” leaves no room: few can agree to it. Ask how often, or how far."),
        Flaw.ABBREVIATION: _("“%(words)s” is an abbreviation that is explained nowhere here. Write it out once."),
    }[flaw]
