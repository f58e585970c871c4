"""Which entries are the same venture."""

import re
import unicodedata
from hashlib import sha256

from engagements.models.venture import NAME_MAX

_LEGAL_FORMS = re.compile(r"\b(private|pvt|limited|ltd|llp|opc|india)\b")


def name_key(name: str) -> str:
    """Return a venture's name without case, accents of writing, punctuation and legal form."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(character if _is_of_a_word(character) else " " for character in folded)
    bare = " ".join(_LEGAL_FORMS.sub(" ", words).split())
    return bare or " ".join(words.split()) or folded


def kept_name_key(name: str) -> str:
    """Return the key by which ventures of one name are found, as long as the database keeps it."""
    return name_key(name)[:NAME_MAX]


def _is_of_a_word(character: str) -> bool:
    # Letters, digits, and the marks that are vowels in Hindi: without them different names would become the same.
    return unicodedata.category(character)[0] in "LMN"


def identity_key(name: str, email: str) -> str:
    """Return the digest under which a venture is kept: the same name from the same address is the same venture.

    Nobody logs in, so a name alone proves nothing: two ventures of one name stay two until an official joins them.
    """
    return sha256(f"{name_key(name)}\n{email.strip().lower()}".encode()).hexdigest()
