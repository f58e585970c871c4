"""Canonical JSON: the same facts always give the same bytes, so that a hash of them proves that nothing changed."""

import json
from hashlib import sha256
from typing import Any


def canonical_json(facts: Any) -> str:
    """Return facts as JSON with sorted keys, without gaps, in ASCII; what JSON has no form for is written as text."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def digest_of(facts: Any) -> str:
    """Return SHA-256 of facts in canonical JSON, in hexadecimal digits."""
    return sha256(canonical_json(facts).encode()).hexdigest()
