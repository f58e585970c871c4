"""The “Who may do what” page, generated from the permission rules."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst

from engagements.choices import Role
from engagements.rules.case_actions import CASE_ACTIONS
from engagements.rules.lifecycle import TRANSITIONS
from engagements.rules.permissions import ROLES_OF_MODEL, Act

VIEWS, EDITS = "views", "edits"


@dataclass(frozen=True)
class PermissionRow:
    """One row of the matrix: for each role, in order, a word for what it may do, or ""."""

    what: str | Promise
    allowed: tuple[str, ...]


def duties() -> dict[str, Any]:
    """Return the roles and the three tables: actions, transitions, and records viewed or edited."""
    on_submissions = [action for action in CASE_ACTIONS.values() if not (action.effect or action.shares_form_with)]
    return {
        "roles": list(Role),
        "acts": [_row(act.label, act.roles) for act in (*on_submissions, *Act)],
        "transitions": [_row(transition.label, transition.roles) for transition in TRANSITIONS if transition.roles],
        "records": [
            PermissionRow(
                capfirst(str(apps.get_model("engagements", model)._meta.verbose_name_plural)),
                tuple(EDITS if role in editors else VIEWS if role in viewers else "" for role in Role),
            )
            for model, (viewers, editors) in ROLES_OF_MODEL.items()
        ],
    }


def _row(what: str | Promise, roles: frozenset[Role]) -> PermissionRow:
    return PermissionRow(what, tuple("yes" if role in roles else "" for role in Role))
