"""Secrets displayed once: draft tokens and access codes. Only their SHA-256 is stored."""

import re
import secrets
from hashlib import sha256
from hmac import compare_digest

from engagements.rules.references import ALPHABET

# 26 characters of 5 bits each: 130 bits.
LENGTH = 26
_LOOKALIKES = str.maketrans("OIL", "011")


def new_token() -> str:
    """Return a new secret of 130 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_digest(secret: str) -> str:
    """Return the SHA-256 of a secret in hexadecimal, which is stored in its place."""
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()


def derive_access_code(draft_token: str) -> str:
    """Return the access code that belongs to a draft.

    Derived from the token, so that a second click on “send” can display the same code although only its digest is
    stored. The code is not derivable from the stored digest of the token.
    """
    number = int.from_bytes(sha256(b"access code of draft " + draft_token.encode()).digest())
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))


def normalise_code(code: str) -> str:
    """Return a typed code without spaces and hyphens, in capitals, with look-alike letters replaced."""
    return re.sub(r"[\s\-–—]", "", code[: 4 * LENGTH].upper()).translate(_LOOKALIKES)


def matches(code: str, stored_digest: str) -> bool:
    """Return whether a typed code has the stored digest; constant-time."""
    return compare_digest(code_digest(normalise_code(code)), stored_digest)


def format_code(code: str) -> str:
    """Return a code in groups of 5-5-5-5-6 characters."""
    groups = [code[start : start + 5] for start in range(0, 20, 5)] + [code[20:]]
    return "-".join(group for group in groups if group)
