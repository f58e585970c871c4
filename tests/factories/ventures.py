"""Ventures and their contacts."""

from typing import Any

from engagements.actions.ventures import keys_for
from engagements.choices import VentureKind
from engagements.models import Contact, Venture
from engagements.rules.identity import address_digest, identity_key, name_digest, name_fingerprint
from tests.factories.basis import AT, numbers


def venture(**fields: Any) -> Venture:
    """Make a venture."""
    name = fields.get("name", f"Test Venture {next(numbers)}")
    defaults = {
        "identity_key": identity_key(name, address_of(name)),
        "name_key": name_fingerprint(name),
        "name": name,
        "kind": VentureKind.STARTUP,
        "state": "KA",
        "recorded_at": AT,
    }
    made = Venture.objects.create(**defaults | fields)
    made.keys.set(keys_for({name_digest(name), address_digest(address_of(name))}))
    return made


def contact(of: Venture | None = None, **fields: Any) -> Contact:
    """Make the contact of a venture."""
    of = of or venture()
    defaults = {"name": "Test Person", "email": address_of(of.name), "recorded_at": AT}
    return Contact.objects.create(venture=of, **defaults | fields)


def address_of(name: str) -> str:
    """Return the address under example.org that belongs to a venture's name in tests."""
    return f"{''.join(filter(str.isalnum, name.lower()))}@example.org"
