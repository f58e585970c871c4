"""Actors: an official, a venture with its access code, a system process, or an anonymous visitor."""

from dataclasses import dataclass
from enum import StrEnum

from engagements.choices import Role
from engagements.models import Official, Submission

OVERSEEING_ROLES = frozenset({Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR})
READING_ROLES = frozenset({Role.TRIAGE, Role.OFFICER, Role.LEAD, Role.ANALYST, Role.AUDITOR})


class ActorKind(StrEnum):
    """The kinds of actor, as the audit trail records them."""

    OFFICIAL = "official"
    VENTURE = "venture"
    SYSTEM = "system"
    ANYONE = "anyone"


@dataclass(frozen=True)
class Actor:
    """On whose behalf something happens; passed as `by=` to every action."""

    kind: ActorKind
    user: Official | None = None
    submission_id: int | None = None
    process: str = ""

    @classmethod
    def official(cls, user: Official) -> "Actor":
        """Return the actor for a signed-in official."""
        return cls(ActorKind.OFFICIAL, user=user)

    @classmethod
    def venture(cls, submission: Submission) -> "Actor":
        """Return the actor for the holder of a submission's access code."""
        return cls(ActorKind.VENTURE, submission_id=submission.pk)

    @classmethod
    def system(cls, process: str) -> "Actor":
        """Return the actor for a system process, such as the seed."""
        return cls(ActorKind.SYSTEM, process=process)

    @classmethod
    def anyone(cls) -> "Actor":
        """Return the actor for an anonymous visitor."""
        return cls(ActorKind.ANYONE)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held; none unless this is an active official."""
        return self.user.roles if self.user and self.user.is_active else frozenset()

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    @property
    def reads_submissions(self) -> bool:
        """Whether this actor may read submissions that are not quarantined."""
        return self.is_system or bool(self.roles & READING_ROLES)

    @property
    def reads_quarantined(self) -> bool:
        """Whether this actor may read quarantined submissions."""
        return self.is_system or Role.SECURITY in self.roles

    @property
    def lists_all_mail(self) -> bool:
        """Whether this actor may list all outgoing emails, to monitor delivery; not their text."""
        return self.is_system or Role.ADMINISTRATOR in self.roles

    @property
    def official_id(self) -> int | None:
        """The primary key of the official; None for other actors."""
        return self.user.pk if self.user else None

    @property
    def lists_all_conflicts(self) -> bool:
        """Whether this actor may list the conflicts of interest of all officials."""
        return self.is_system or bool(self.roles & OVERSEEING_ROLES)

    @property
    def audit_label(self) -> str:
        """The label in the audit trail: the kind, with the name of a system process."""
        return f"{self.kind}:{self.process}" if self.process else str(self.kind)
