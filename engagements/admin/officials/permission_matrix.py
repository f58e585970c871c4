"""“Who may do what”: the roles, as a page drawn from the rules themselves."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from engagements.choices import Role
from engagements.rules.lifecycle import TRANSITIONS
from engagements.rules.permissions import ROLES_OF_ACT, ROLES_OF_MODEL, Act

ACT_WORDS: dict[Act, str | Promise] = {
    Act.READ_CONTACT: _("See contact details of ventures"),
    Act.RECORD: _("Record submissions and attendance on behalf of ventures"),
    Act.ACCEPT_DETAILS: _("Accept what a submission says of its venture"),
    Act.ASSIGN: _("Assign an officer"),
    Act.WRITE_NOTE: _("Write internal notes"),
    Act.REPLY: _("Reply to ventures"),
    Act.ASK: _("Ask ventures for clarification"),
    Act.MODERATE: _("Decide what is published"),
    Act.OPEN_REPORTS: _("Open the policy reports"),
    Act.EXPORT: _("Export submissions"),
    Act.READ_TRAIL: _("Read the audit trail"),
    Act.RETRY_MAIL: _("Send failed email again"),
    Act.DECLARE_CONFLICT: _("Declare a conflict of interest"),
    Act.END_CONFLICT: _("End a colleague's conflict of interest"),
    Act.PUBLISH_POLICY: _("Publish policy pages"),
    Act.PUBLISH_CONSULTATION: _("Publish consultations (leads only, if open for fewer than 30 days)"),
    Act.EDIT_CAMPAIGNS: _("Merge campaigns, and separate submissions from them"),
    Act.PREPARE_RESPONSE: _("Prepare a ministry response"),
    Act.RELEASE_RESPONSE: _("Release a ministry response that someone else prepared"),
}

VIEWS, EDITS = "views", "edits"


@dataclass(frozen=True)
class PermissionRow:
    """One thing that can be allowed, and for each role, in order, what it may: a word or nothing."""

    what: str | Promise
    allowed: tuple[str, ...]


def duties() -> dict[str, Any]:
    """Return the three tables: acts, moves, and records that are viewed or edited."""
    return {"roles": list(Role), "acts": _acts(), "transitions": _transitions(), "records": _records()}


def _acts() -> list[PermissionRow]:
    return [PermissionRow(ACT_WORDS[act], _marks(roles)) for act, roles in ROLES_OF_ACT.items()]


def _transitions() -> list[PermissionRow]:
    return [PermissionRow(transition.label, _marks(transition.roles)) for transition in TRANSITIONS if transition.roles]


def _records() -> list[PermissionRow]:
    return [
        PermissionRow(
            _noun(model), tuple(EDITS if role in editors else VIEWS if role in viewers else "" for role in Role)
        )
        for model, (viewers, editors) in ROLES_OF_MODEL.items()
    ]


def _noun(model: str) -> str:
    return capfirst(str(apps.get_model("engagements", model)._meta.verbose_name_plural))


def _marks(roles: frozenset[Role]) -> tuple[str, ...]:
    return tuple("yes" if role in roles else "" for role in Role)
