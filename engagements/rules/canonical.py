"""Canonical JSON and its SHA-256: equal facts always give equal bytes."""

import json
from hashlib import sha256
from typing import Any


def canonical_json(facts: Any) -> str:
    """Serialize facts as ASCII JSON with sorted keys and no whitespace; other types are converted with str()."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def digest_of(facts: Any) -> str:
    """Return the SHA-256 of facts in canonical JSON, in hexadecimal."""
    return sha256(canonical_json(facts).encode()).hexdigest()
