"""Identity of ventures: normalised names, and digests of what identifies an organisation.

Names are compared by their skeletons (Unicode Technical Standard 39), so that look-alikes are equal.
"""

import re
import unicodedata
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from confusable_homoglyphs.confusables import confusables_data

from engagements.models.venture import NAME_MAX, REGISTRATIONS
from engagements.rules.tokenizer import is_word_character, words_of

# Legal-form suffixes to ignore.
LEGAL_FORMS = frozenset(
    "private pvt limited ltd llp opc inc co company प्राइवेट प्रा लिमिटेड लि".split()  # noqa: SIM905 - one line to read
)
# Accents of Latin letters only; combining marks of other scripts are vowels.
_ACCENTS = re.compile("[\u0300-\u036f]")
# Direction marks that the table of confusables puts around right-to-left letters.
_DIRECTION = re.compile("[\u200e\u200f]")

# Mail providers that ignore dots in the local part.
_DOTLESS_MAIL = frozenset({"gmail.com", "googlemail.com"})
# Second-level suffixes under which names are registered: alpha.co.in, alpha.ac.in.
_SECOND_LEVEL = frozenset("ac co com edu firm gen gov ind mil net nic org res".split())  # noqa: SIM905
# Sites on which anyone has a page, so that the host identifies no organisation.
_SHARED_SITES = frozenset(
    {
        "bit.ly", "crunchbase.com", "facebook.com", "fb.com", "github.com", "gitlab.com", "goo.gl", "google.com",
        "gov.in", "indiamart.com", "instagram.com", "justdial.com", "linkedin.com", "linktr.ee", "medium.com",
        "nic.in", "startupindia.gov.in", "t.me", "tinyurl.com", "tracxn.com", "tradeindia.com", "twitter.com",
        "wa.me", "wellfound.com", "x.com", "youtu.be", "youtube.com", "zaubacorp.com",
    }
)  # fmt: skip
# Sites on which anyone has a subdomain: alpha.wixsite.com.
_SITES_OF_NAMES = frozenset(
    {
        "blogspot.com", "business.site", "firebaseapp.com", "github.io", "gitlab.io", "godaddysites.com",
        "herokuapp.com", "mystrikingly.com", "myshopify.com", "netlify.app", "notion.site", "pages.dev", "vercel.app",
        "web.app", "webflow.io", "weebly.com", "wixsite.com", "wordpress.com", "zohosites.in",
    }
)  # fmt: skip


def name_key(name: str) -> str:
    """Return a venture's name normalised: case folded, without punctuation and legal form."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = words_of(folded)
    return " ".join(word for word in words if word not in LEGAL_FORMS | {"india"}) or " ".join(words) or folded


def name_fingerprint(name: str) -> str:
    """Return the key by which ventures of the same name are found, at most NAME_MAX characters.

    “Tejas Aero (P) Ltd”, “M/s Tejas-Aero Private Limited”, “The TejasAero” and look-alike spellings have the same key.
    A false match is better than a missed one, since conflicts of interest hide submissions by it.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name))
    # Format characters such as a soft hyphen do not separate words.
    letters = (character for character in plain if unicodedata.category(character) != "Cf")
    looks = "".join(_look(character) if is_word_character(character) else " " for character in letters)
    words = looks.replace("rn", "m").split()
    told = words[2:] if words[:2] == _M_S else words[1:] if words[:1] == _THE else words
    pairs = zip(told, [*told[1:], ""], strict=False)
    bare = [
        word for word, following in pairs if word not in _OPTIONAL_WORDS and not (word == "p" and following in _LIMITED)
    ]
    return ("".join(bare or words).replace("rn", "m") or plain.casefold())[:NAME_MAX]


def skeleton(text: str) -> str:
    """Return the UTS 39 skeleton of a text in lower case: o for 0 and ο, a for а, i for 1, l and I, m for rn."""
    return "".join(map(_look, unicodedata.normalize("NFKD", text))).replace("rn", "m")


@cache
def _look(character: str) -> str:
    """Return the lower-case skeleton of a character, mapped both before and after case folding."""
    small = "".join(map(_prototype, _prototype(character).casefold()))
    return _ACCENTS.sub("", small.casefold()).replace("l", "i").replace("rn", "m")


def _prototype(character: str) -> str:
    """Return the representative of all characters that look like this one.

    The table holds each pair in both directions: the representative is the one with the longer list, or of an isolated
    pair the first.
    """
    alike = [_DIRECTION.sub("", one["c"]) for one in confusables_data.get(character, ())]
    if len(alike) != 1:
        return character
    others = confusables_data.get(alike[0], ())
    return character if len(others) == 1 and character < alike[0] else alike[0]


# Optional words of names, and the “P” of “(P) Ltd”.
_OPTIONAL_WORDS = frozenset(map(skeleton, LEGAL_FORMS | {"india", "and"}))
_LIMITED = {skeleton("limited"), skeleton("ltd")}
_THE, _M_S = [skeleton("the")], [skeleton("m"), skeleton("s")]


def identity_key(name: str, email: str) -> str:
    """Return the digest that identifies a venture: the same name from the same address is the same venture.

    Ventures do not sign in, so a name alone proves nothing: ventures of the same name stay separate until an official
    merges them.
    """
    return _digest("venture", f"{name_key(name)}\n{email.strip().lower()}")


def name_digest(name: str) -> str:
    """Return the digest of a venture's name, by which its organisation is recognised."""
    return _digest("name", name_fingerprint(name))


def address_digest(email: str) -> str:
    """Return the digest of a mailbox: the address without +tag, and without dots where the provider ignores them."""
    local, _at, domain = email.strip().casefold().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS_MAIL:
        local, domain = local.replace(".", ""), "gmail.com"
    return _digest("address", f"{local}@{domain}")


def key_digest(fact: str, value: str) -> str:
    """Return the digest of a registration number, website or mobile number; "" if it identifies no one."""
    if fact == "website":
        site = own_site(value)
        return _digest("site", site) if site else ""
    return _digest(fact, value) if value and fact in IDENTIFYING else ""


# Facts that identify one organisation.
IDENTIFYING = (*REGISTRATIONS, "website", "mobile")


def own_site(website: str) -> str:
    """Return the domain of a website that belongs to one organisation; "" for a page on a shared site."""
    try:
        host = (urlsplit(website.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if len(labels) < 2:
        return ""
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    domain = ".".join(labels[-3:] if is_deep else labels[-2:])
    if domain in _SITES_OF_NAMES:
        return host.removeprefix("www.")
    return "" if domain in _SHARED_SITES or host.removeprefix("www.") in _SHARED_SITES else skeleton(domain)


def _digest(kind: str, value: str) -> str:
    return sha256(f"{kind}\n{value}".encode()).hexdigest()
