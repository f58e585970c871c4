"""Assignment of submissions to desks, and to the available member with the least open work."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from engagements.choices import CASE_ROLES, Role
from engagements.models import Absence, Desk, DeskRule, Official, RoleGrant, Submission
from engagements.models.submission import WAITING

RuleKey = tuple[int | None, int | None, int | None]
"""The consultation, the challenge and the focus area that a rule names."""


@dataclass(frozen=True)
class DeskMember:
    """An official who can be assigned work at a desk, with their number of open submissions."""

    official: Official
    waiting: int


class DeskAssigner:
    """Applies the desk rules of a day, and tracks assignments made during this run.

    Reads the rules in one query, and the members of each desk in one more when first needed.
    """

    def __init__(self, *, on: date) -> None:
        self.on = on
        self.rules = list(DeskRule.objects.in_force())
        # Of rules with the same criteria only the first can apply.
        self._first: dict[RuleKey, int] = {}
        for place, rule in enumerate(self.rules):
            self._first.setdefault((rule.consultation_id, rule.challenge_id, rule.focus_area_id), place)
        self._members: dict[int, list[DeskMember]] = {}
        self._handed: Counter[int] = Counter()

    def rule_for(self, *, consultation_id: int, challenge_id: int, area_ids: Collection[int]) -> DeskRule | None:
        """Return the first rule that matches, or None. Empty criteria match everything."""
        fitting = product((consultation_id, None), (challenge_id, None), (*area_ids, None))
        places = [self._first[named] for named in fitting if named in self._first]
        return self.rules[min(places)] if places else None

    def candidates(self, desk: Desk) -> list[Official]:
        """Return who can be assigned work at a desk now, the least loaded first."""
        if desk.pk not in self._members:
            self._members[desk.pk] = available_members(desk, on=self.on)
        load = {member.official: member.waiting + self._handed[member.official.pk] for member in self._members[desk.pk]}
        return sorted(load, key=lambda official: (load[official], official.pk))

    def count_assignment(self, official: Official) -> None:
        """Count an assignment made in this run."""
        self._handed[official.pk] += 1


def available_members(desk: Desk, *, on: date) -> list[DeskMember]:
    """Return a desk's members present on a day, and the covers of those absent; one query.

    The roles of each are preloaded.
    """
    away = Absence.objects.on(on)
    members = Desk.members.through.objects.filter(desk=desk).values("official")
    covers = away.filter(official__in=members).values("cover")
    there = RoleGrant.objects.filter(Q(official__in=members) | Q(official__in=covers), official__is_active=True)
    there = there.exclude(official__in=away.values("official")).select_related("official")
    roles: dict[DeskMember, set[Role]] = {}
    for grant in there.annotate(waiting=Coalesce(_waiting(), 0)).order_by("official", "role"):
        roles.setdefault(DeskMember(grant.official, grant.waiting), set()).add(Role(grant.role))
    for member, held in roles.items():
        member.official.roles = frozenset(held)
    return [member for member, held in roles.items() if held & CASE_ROLES]


def case_officials() -> QuerySet[Official]:
    """Return the officials to whom a submission can be assigned."""
    grants = RoleGrant.objects.filter(official=OuterRef("pk"), role__in=[str(role) for role in CASE_ROLES])
    return Official.objects.filter(Exists(grants), is_active=True)


def _waiting() -> Subquery:
    mine = Submission.objects.filter(officer_in_charge=OuterRef("official"), status__in=WAITING).order_by()
    counted = mine.values("officer_in_charge").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())
