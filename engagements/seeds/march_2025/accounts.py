"""The officials who act in the examples.

Their accounts are open, because the rules let nobody else work on a submission, and have no usable password: nobody
can log in to one until `create_demonstration_accounts` gives it the demonstration's.
"""

from datetime import datetime

from engagements.actions import officials
from engagements.choices import Role
from engagements.models import Official
from engagements.rules.actors import Actor
from engagements.seeds.march_2025 import reading

DOMAIN = "example.org"


def open_all(*, at: datetime) -> dict[str, Official]:
    """Return the accounts by their short names, opening those that are missing; the others stay as they are."""
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
