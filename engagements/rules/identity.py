"""Which entries are the same venture."""

import re
import unicodedata
from hashlib import sha256

from engagements.models.venture import NAME_MAX

_LEGAL_FORMS = re.compile(r"\b(private|pvt|limited|ltd|llp|opc|india)\b")
# What else is written or left out at will, and the “P” of “(P) Ltd”.
_AT_WILL = frozenset("private pvt limited ltd llp opc india company co and प्राइवेट लिमिटेड प्रा लि".split())  # noqa: SIM905
_LIMITED = frozenset({"limited", "ltd"})
# Accents of Latin letters; the marks of other writings are vowels.
_ACCENTS = re.compile("[\u0300-\u036f]")


def name_key(name: str) -> str:
    """Return a venture's name without case, accents of writing, punctuation and legal form."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(character if _is_of_a_word(character) else " " for character in folded)
    bare = " ".join(_LEGAL_FORMS.sub(" ", words).split())
    return bare or " ".join(words.split()) or folded


def kept_name_key(name: str) -> str:
    """Return the key by which ventures of one name are found, as long as the database keeps it.

    It does not tell “Tejas Aero (P) Ltd” from “M/s Tejas-Aero Private Limited” or “TejasAero”: better that two names
    are taken for one than that one is taken for two, since what is closed by a conflict of interest follows from it.
    """
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", name)).casefold()
    words = "".join(character if _is_of_a_word(character) else " " for character in folded).split()
    told = words[2:] if words[:2] == ["m", "s"] else words
    pairs = zip(told, [*told[1:], ""], strict=False)
    bare = [word for word, following in pairs if word not in _AT_WILL and not (word == "p" and following in _LIMITED)]
    return ("".join(bare or words) or folded)[:NAME_MAX]


def _is_of_a_word(character: str) -> bool:
    # Letters, digits, and the marks that are vowels in Hindi: without them different names would become the same.
    return unicodedata.category(character)[0] in "LMN"


def identity_key(name: str, email: str) -> str:
    """Return the digest under which a venture is kept: the same name from the same address is the same venture.

    Nobody logs in, so a name alone proves nothing: two ventures of one name stay two until an official joins them.
    """
    return sha256(f"{name_key(name)}\n{email.strip().lower()}".encode()).hexdigest()
