"""Officials with their roles, the desks they sit at, the days they are away."""

from datetime import date, datetime
from typing import Any

from engagements.choices import Role
from engagements.models import Absence, Desk, DeskRule, Official
from engagements.rules.actors import Actor
from tests.factories.basis import AT, PASSWORD, numbers


def official(*roles: Role, **fields: Any) -> Official:
    """Make an official with some roles; the password is PASSWORD."""
    number = next(numbers)
    defaults = {"email": f"official{number}@example.org", "full_name": f"Official {number}", "password": PASSWORD}
    made = Official.objects.create_user(**defaults | fields)
    for role in roles:
        made.grants.create(role=role)
    return made


def actor(*roles: Role, **fields: Any) -> Actor:
    """Make an official and return the actor for them."""
    return Actor.official(official(*roles, **fields))


def desk(*members: Official, **fields: Any) -> Desk:
    """Make a desk with its members."""
    made = Desk.objects.create(**{"name": f"Desk {next(numbers)}"} | fields)
    made.members.set(members)
    return made


def desk_rule(of: Desk, **fields: Any) -> DeskRule:
    """Make a rule that hands submissions to a desk; the first made is asked first."""
    return DeskRule.objects.create(**{"desk": of, "position": next(numbers)} | fields)


def absence(who: Official | None = None, *, cover: Official | None = None, at: datetime = AT, **fields: Any) -> Absence:
    """Make an absence of ten days from the day of AT, covered by an officer."""
    who, cover = who or official(Role.OFFICER), cover or official(Role.OFFICER)
    days = {"from_on": date(2025, 4, 2), "until_on": date(2025, 4, 11)}
    return Absence.objects.create(official=who, cover=cover, recorded_at=at, **days | fields)
