"""Who acts or looks: an official, a venture with its access code, the portal itself, or anyone."""

from dataclasses import dataclass
from enum import StrEnum

from engagements.choices import Role
from engagements.models import Official, Submission

OVERSEEING_ROLES = frozenset({Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR})
READING_ROLES = frozenset({Role.TRIAGE, Role.OFFICER, Role.LEAD, Role.ANALYST, Role.AUDITOR})


class ActorKind(StrEnum):
    """The four kinds of actor; the trail records the word."""

    OFFICIAL = "official"
    VENTURE = "venture"
    SYSTEM = "system"
    ANYONE = "anyone"


@dataclass(frozen=True)
class Actor:
    """The one on whose behalf something happens; passed as `by=` to every action."""

    kind: ActorKind
    user: Official | None = None
    submission_id: int | None = None
    process: str = ""

    @classmethod
    def official(cls, user: Official) -> "Actor":
        """Return the actor for a logged-in official."""
        return cls(ActorKind.OFFICIAL, user=user)

    @classmethod
    def venture(cls, submission: Submission) -> "Actor":
        """Return the actor for whoever holds a submission's access code."""
        return cls(ActorKind.VENTURE, submission_id=submission.pk)

    @classmethod
    def system(cls, process: str) -> "Actor":
        """Return the actor for a process of the portal itself, such as the seed."""
        return cls(ActorKind.SYSTEM, process=process)

    @classmethod
    def anyone(cls) -> "Actor":
        """Return the actor for a visitor of whom nothing is known."""
        return cls(ActorKind.ANYONE)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held; none unless this is an official who may log in."""
        return self.user.roles if self.user and self.user.is_active else frozenset()

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    @property
    def reads_submissions(self) -> bool:
        """Whether submissions open to this actor, apart from quarantined ones."""
        return self.is_system or bool(self.roles & READING_ROLES)

    @property
    def reads_quarantined(self) -> bool:
        """Whether quarantined submissions open to this actor."""
        return self.is_system or Role.SECURITY in self.roles

    @property
    def lists_all_mail(self) -> bool:
        """Whether all outgoing mail is listed to this actor, to see that it gets out; its text is another matter."""
        return self.is_system or Role.ADMINISTRATOR in self.roles

    @property
    def official_id(self) -> int | None:
        """The number of the official's account; None for everybody else."""
        return self.user.pk if self.user else None

    @property
    def lists_all_conflicts(self) -> bool:
        """Whether the conflicts of interest of all officials are listed to this actor."""
        return self.is_system or bool(self.roles & OVERSEEING_ROLES)

    @property
    def audit_label(self) -> str:
        """The word for the trail: the kind, and for a process its name."""
        return f"{self.kind}:{self.process}" if self.process else str(self.kind)
