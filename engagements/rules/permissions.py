"""Who may do what: roles as code, and the Django backend that answers from them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils.translation import gettext as _

from engagements.choices import CASE_ROLES, Role
from engagements.errors import ActionRefused
from engagements.models import Official
from engagements.rules.actors import Actor


class Act(StrEnum):
    """What an official can be allowed beside a move of the lifecycle."""

    READ_CONTACT = "read_contact"
    RECORD = "record"
    ACCEPT_DETAILS = "accept_details"
    ASSIGN = "assign"
    WRITE_NOTE = "write_note"
    REPLY = "reply"
    ASK = "ask"
    MODERATE = "moderate"
    OPEN_REPORTS = "open_reports"
    EXPORT = "export"
    READ_TRAIL = "read_trail"
    RETRY_MAIL = "retry_mail"
    DECLARE_CONFLICT = "declare_conflict"
    END_CONFLICT = "end_conflict"
    PUBLISH_POLICY = "publish_policy"
    EDIT_CAMPAIGNS = "mend_campaigns"
    PUBLISH_CONSULTATION = "publish_consultation"
    PREPARE_RESPONSE = "prepare_response"
    RELEASE_RESPONSE = "release_response"


ROLES_OF_ACT: dict[Act, frozenset[Role]] = {
    Act.READ_CONTACT: CASE_ROLES | {Role.SECURITY},
    Act.RECORD: CASE_ROLES,
    Act.ACCEPT_DETAILS: CASE_ROLES,
    Act.ASSIGN: frozenset({Role.TRIAGE, Role.LEAD}),
    Act.WRITE_NOTE: CASE_ROLES | {Role.SECURITY},
    Act.REPLY: frozenset({Role.OFFICER, Role.LEAD}),
    Act.ASK: CASE_ROLES,
    Act.MODERATE: CASE_ROLES,
    Act.OPEN_REPORTS: frozenset({Role.ANALYST, Role.LEAD, Role.AUDITOR}),
    Act.EXPORT: frozenset({Role.ANALYST, Role.LEAD}),
    Act.READ_TRAIL: frozenset({Role.AUDITOR}),
    Act.RETRY_MAIL: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
    Act.DECLARE_CONFLICT: frozenset(Role) - {Role.ADMINISTRATOR},
    Act.END_CONFLICT: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
    Act.PUBLISH_POLICY: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
    Act.EDIT_CAMPAIGNS: CASE_ROLES,
    Act.PUBLISH_CONSULTATION: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
    Act.PREPARE_RESPONSE: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
    Act.RELEASE_RESPONSE: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
}

READERS = CASE_ROLES | {Role.SECURITY, Role.AUDITOR}
EDITORS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
AUDITORS = frozenset({Role.AUDITOR})

# model → (who views, who adds and changes). Nobody deletes; what was said and done stays.
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

# Rows that are added and never changed, since others refer to what they said.
APPEND_ONLY = frozenset({"conflictofinterest", "policyversion", "ministryresponse"})

# Rows that belong to a consultation or an account are taken away by editing it; the act is audited there.
DELETABLE_PARTS: dict[str, frozenset[Role]] = {
    "session": EDITORS,
    "source": EDITORS,
    "keyfigure": EDITORS,
    "askedchallenge": EDITORS,
    "rolegrant": ADMINISTRATORS,
    "deskrule": EDITORS,
}


def may(actor: Actor, act: Act) -> bool:
    """Return whether an actor is allowed an act; the portal's own processes are."""
    return actor.is_system or bool(actor.roles & ROLES_OF_ACT[act])


def check_may(actor: Actor, act: Act) -> None:
    """Raise ActionRefused unless the actor is allowed the act."""
    if not may(actor, act):
        raise ActionRefused(_("Your role does not allow this. Ask the lead to do it, or to give you the role."))


def check_may_edit(actor: Actor, model: str) -> None:
    """Raise ActionRefused unless the actor adds and changes records of this model, named as in `ROLES_OF_MODEL`."""
    if not (actor.is_system or actor.roles & ROLES_OF_MODEL[model][1]):
        raise ActionRefused(_("Your role does not allow this. Ask an administrator to do it."))


def permissions_of(roles: Iterable[Role]) -> frozenset[str]:
    """Return the Django permissions, as `app_label.codename`, that a set of roles carries."""
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
    """Django's log-in by e-mail address and password, with permissions read from roles instead of tables."""

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the roles of an active official carry; object-level permissions are not used."""
        if not isinstance(user_obj, Official) or not user_obj.is_active or obj is not None:
            return set()
        return set(permissions_of(user_obj.roles))

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing: there are no groups."""
        return set()
