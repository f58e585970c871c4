"""Accounts of the officials in the examples.

They are active, since only active officials may work on submissions, but have no usable password until
`create_demonstration_accounts` sets one.
"""

from datetime import datetime

from engagements.actions import officials
from engagements.choices import Role
from engagements.models import Official
from engagements.rules.actors import Actor
from engagements.seeds.march_2025 import reading

DOMAIN = "example.org"


def open_all(*, at: datetime) -> dict[str, Official]:
    """Return the accounts by short name, creating the missing ones; `at` is the time of creation."""
    wanted = reading.read_table("officials.toml")
    addresses = {name: f"{name}@{DOMAIN}" for name in wanted}
    found = {account.email: account for account in Official.objects.filter(email__in=addresses.values())}
    for name in wanted:
        if addresses[name] not in found:
            found[addresses[name]] = _open(addresses[name], **wanted[name], at=at)
    return {name: found[address] for name, address in addresses.items()}


def _open(address: str, *, full_name: str, designation: str, roles: list[str], at: datetime) -> Official:
    held = [Role(role) for role in roles]
    return officials.open_account(
        address, full_name=full_name, designation=designation, roles=held, by=Actor.system("seed"), at=at
    )
