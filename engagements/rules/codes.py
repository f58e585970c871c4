"""Secrets that are shown once: draft tokens and access codes. Only their SHA-256 is ever stored."""

import re
import secrets
from hashlib import sha256
from hmac import compare_digest

from engagements.rules.references import ALPHABET

# 26 characters of 5 bits each: 130 bits.
LENGTH = 26
_LOOKALIKES = str.maketrans("OIL", "011")


def new_token() -> str:
    """Return a fresh secret of 130 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_digest(secret: str) -> str:
    """Return what is stored in place of a secret: its SHA-256 in hexadecimal."""
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()


def derive_access_code(draft_token: str) -> str:
    """Return the access code that belongs to a draft.

    Derived, so that a second click on “send” can be shown the same code although only its digest is stored.
    Whoever holds the token wrote the draft; the digest of the one does not lead to the other.
    """
    number = int.from_bytes(sha256(b"access code of draft " + draft_token.encode()).digest())
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))


def normalise_code(code: str) -> str:
    """Return a code without spaces and hyphens, in the alphabet's letters, however it was typed."""
    return re.sub(r"[\s\-–—]", "", code[: 4 * LENGTH].upper()).translate(_LOOKALIKES)


def matches(code: str, stored_digest: str) -> bool:
    """Return whether a typed code is the one whose digest is stored, in the same time for any answer."""
    return compare_digest(code_digest(normalise_code(code)), stored_digest)


def format_code(code: str) -> str:
    """Return a code in groups, easier to copy: 26 characters as 5-5-5-5-6."""
    groups = [code[start : start + 5] for start in range(0, 20, 5)] + [code[20:]]
    return "-".join(group for group in groups if group)
