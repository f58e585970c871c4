"""Permissions by role, and the Django authentication backend that applies them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Protocol

from django.contrib.auth.backends import ModelBackend
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagements.choices import CASE_ROLES, Role
from engagements.errors import ActionRefused
from engagements.models import Official
from engagements.rules.actors import Actor

LEADS_AND_ADMINISTRATORS = frozenset({Role.LEAD, Role.ADMINISTRATOR})


class Act(StrEnum):
    """Permissions that are not actions on one submission: name, roles, label.

    Actions on one submission are declared in `rules.case_actions`.
    """

    READ_CONTACT = "read_contact", CASE_ROLES | {Role.SECURITY}, _("See contact details of ventures")
    RECORD = "record", CASE_ROLES, _("Record submissions and attendance on behalf of ventures")
    OPEN_REPORTS = "open_reports", frozenset({Role.ANALYST, Role.LEAD, Role.AUDITOR}), _("Open the policy reports")
    EXPORT = "export", frozenset({Role.ANALYST, Role.LEAD}), _("Export submissions")
    READ_TRAIL = "read_trail", frozenset({Role.AUDITOR}), _("Read the audit trail")
    RETRY_MAIL = "retry_mail", LEADS_AND_ADMINISTRATORS, _("Send failed email again")
    DECLARE_CONFLICT = (
        "declare_conflict",
        frozenset(Role) - {Role.ADMINISTRATOR},
        _("Declare a conflict of interest"),
    )
    END_CONFLICT = "end_conflict", LEADS_AND_ADMINISTRATORS, _("End a colleague's conflict of interest")
    PUBLISH_POLICY = "publish_policy", LEADS_AND_ADMINISTRATORS, _("Publish policy pages")
    EDIT_CAMPAIGNS = "edit_campaigns", CASE_ROLES, _("Merge campaigns, and separate submissions from them")
    PUBLISH_CONSULTATION = (
        "publish_consultation",
        LEADS_AND_ADMINISTRATORS,
        _("Publish consultations (leads only, if open for fewer than 30 days)"),
    )
    PREPARE_RESPONSE = "prepare_response", LEADS_AND_ADMINISTRATORS, _("Prepare a ministry response")
    RELEASE_RESPONSE = (
        "release_response",
        LEADS_AND_ADMINISTRATORS,
        _("Release a ministry response that someone else prepared"),
    )

    roles: frozenset[Role]
    label: Promise

    def __new__(cls, name: str, roles: frozenset[Role], label: Promise) -> "Act":
        act = str.__new__(cls, name)
        act._value_, act.roles, act.label = name, roles, label
        return act


class Permitted(Protocol):
    """Anything restricted to roles: an `Act`, a `CaseAction`, a `Transition`."""

    @property
    def roles(self) -> frozenset[Role]: ...


READERS = CASE_ROLES | {Role.SECURITY, Role.AUDITOR}
EDITORS = LEADS_AND_ADMINISTRATORS
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
AUDITORS = frozenset({Role.AUDITOR})

# model → (roles that view, roles that add and change). No role deletes: records are kept.
ROLES_OF_MODEL: dict[str, tuple[frozenset[Role], frozenset[Role]]] = {
    "submission": (READERS | {Role.ANALYST}, frozenset()),
    "venture": (READERS | {Role.ANALYST}, frozenset()),
    "recordedsubmission": (CASE_ROLES | {Role.AUDITOR}, CASE_ROLES),
    "spreadsheetimport": (CASE_ROLES, CASE_ROLES),
    "attendance": (CASE_ROLES | {Role.ANALYST, Role.AUDITOR}, CASE_ROLES),
    "conflictofinterest": (frozenset(Role), frozenset(Role) - {Role.ADMINISTRATOR}),
    "campaign": (CASE_ROLES | {Role.ANALYST, Role.AUDITOR}, frozenset()),
    "consultation": (frozenset(Role), EDITORS),
    "session": (frozenset(Role), EDITORS),
    "source": (frozenset(Role), EDITORS),
    "keyfigure": (frozenset(Role), EDITORS),
    "askedchallenge": (frozenset(Role), EDITORS),
    "officeholder": (frozenset(Role), EDITORS),
    "focusarea": (frozenset(Role), EDITORS),
    "challenge": (frozenset(Role), EDITORS),
    "scheme": (frozenset(Role), EDITORS),
    "contractstage": (frozenset(Role), EDITORS),
    "enterpriselimit": (frozenset(Role), EDITORS),
    "outgoingmessage": (CASE_ROLES | {Role.ADMINISTRATOR, Role.AUDITOR}, frozenset()),
    "official": (ADMINISTRATORS | AUDITORS, ADMINISTRATORS),
    "rolegrant": (ADMINISTRATORS | AUDITORS, ADMINISTRATORS),
    "auditevent": (AUDITORS, frozenset()),
    "policyversion": (frozenset(Role), EDITORS),
    "replytemplate": (CASE_ROLES | {Role.AUDITOR, Role.ADMINISTRATOR}, EDITORS),
    "replydraft": (CASE_ROLES | {Role.AUDITOR}, frozenset()),
    "ministryresponse": (frozenset(Role), EDITORS),
    "desk": (CASE_ROLES | {Role.AUDITOR, Role.ADMINISTRATOR}, EDITORS),
    "deskrule": (CASE_ROLES | {Role.AUDITOR, Role.ADMINISTRATOR}, EDITORS),
    "absence": (CASE_ROLES | {Role.AUDITOR, Role.ADMINISTRATOR}, CASE_ROLES | {Role.ADMINISTRATOR}),
    "question": (frozenset(Role), EDITORS),
    "questionoption": (frozenset(Role), EDITORS),
}

# Rows that are added but never changed, since others refer to them.
APPEND_ONLY = frozenset({"conflictofinterest", "policyversion", "ministryresponse"})

# Parts that are deleted by editing their consultation, account or desk; audited with it.
DELETABLE_PARTS: dict[str, frozenset[Role]] = {
    "session": EDITORS,
    "source": EDITORS,
    "keyfigure": EDITORS,
    "askedchallenge": EDITORS,
    "rolegrant": ADMINISTRATORS,
    "deskrule": EDITORS,
}


def may(actor: Actor, action: Permitted) -> bool:
    """Return whether the actor's roles allow an action; system actors may do everything."""
    return actor.is_system or bool(actor.roles & action.roles)


def check_may(actor: Actor, action: Permitted) -> None:
    """Raise ActionRefused unless the actor's roles allow the action."""
    if not may(actor, action):
        raise ActionRefused(gettext("Your role does not allow this. Ask the lead to do it, or to give you the role."))


def check_may_edit(actor: Actor, model: str) -> None:
    """Raise ActionRefused unless the actor may add and change records of this model, a key of `ROLES_OF_MODEL`."""
    if not (actor.is_system or actor.roles & ROLES_OF_MODEL[model][1]):
        raise ActionRefused(gettext("Your role does not allow this. Ask an administrator to do it."))


def permissions_of(roles: Iterable[Role]) -> frozenset[str]:
    """Return the Django permissions, as `app_label.codename`, that roles grant."""
    held = frozenset(roles)
    granted: set[str] = set()
    for model, (viewers, editors) in ROLES_OF_MODEL.items():
        if held & viewers:
            granted.add(f"engagements.view_{model}")
        if held & editors:
            granted.add(f"engagements.add_{model}")
        if held & editors and model not in APPEND_ONLY:
            granted.add(f"engagements.change_{model}")
        if held & DELETABLE_PARTS.get(model, frozenset()):
            granted.add(f"engagements.delete_{model}")
    return frozenset(granted)


class RolesBackend(ModelBackend):
    """Django's sign-in by email address and password, with permissions from roles instead of tables."""

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the permissions of an active official's roles; object-level permissions are not used."""
        if not isinstance(user_obj, Official) or not user_obj.is_active or obj is not None:
            return set()
        return set(permissions_of(user_obj.roles))

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing: there are no groups."""
        return set()
