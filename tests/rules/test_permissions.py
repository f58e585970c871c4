"""Who may do what: the tables as they were reviewed, and the backend that answers from them."""

import pytest
from django.contrib.auth import authenticate

from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.rules.actors import Actor
from engagements.rules.case_actions import CASE_ACTIONS, REPLY
from engagements.rules.permissions import (
    APPEND_ONLY,
    DELETABLE_PARTS,
    ROLES_OF_MODEL,
    Act,
    check_may,
    check_may_edit,
    may,
    permissions_of,
)
from tests import factories

TRI, OFF, LEAD, SEC = Role.TRIAGE, Role.OFFICER, Role.LEAD, Role.SECURITY
ANA, AUD, ADM = Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR

# Reviewed by hand.
ACTS = {
    Act.READ_CONTACT: {TRI, OFF, LEAD, SEC},
    Act.OPEN_REPORTS: {ANA, LEAD, AUD},
    Act.EXPORT: {ANA, LEAD},
    Act.READ_TRAIL: {AUD},
    Act.RETRY_MAIL: {LEAD, ADM},
    Act.PUBLISH_POLICY: {LEAD, ADM},
    Act.EDIT_CAMPAIGNS: {TRI, OFF, LEAD},
    Act.RECORD: {TRI, OFF, LEAD},
    Act.DECLARE_CONFLICT: {TRI, OFF, LEAD, SEC, ANA, AUD},
    Act.END_CONFLICT: {LEAD, ADM},
    Act.PUBLISH_CONSULTATION: {LEAD, ADM},
    Act.PREPARE_RESPONSE: {LEAD, ADM},
    Act.RELEASE_RESPONSE: {LEAD, ADM},
}
ON_A_SUBMISSION = {
    "take_up": {TRI, OFF, LEAD},
    "stop_waiting": {TRI, OFF, LEAD},
    "close": {OFF, LEAD},
    "reopen": {LEAD},
    "quarantine": {TRI, OFF, LEAD},
    "release": {SEC},
    "keep": {SEC},
    "reply": {OFF, LEAD},
    "draft": {OFF, LEAD},
    "ask": {TRI, OFF, LEAD},
    "note": {TRI, OFF, LEAD, SEC},
    "assign": {TRI, LEAD},
    "confirmation": {TRI, OFF, LEAD},
    "publication": {TRI, OFF, LEAD},
    "details": {TRI, OFF, LEAD},
}
EVERYBODY = set(Role)
# What is viewed by whom, and added or changed by whom.
RECORDS = {
    "submission": ({TRI, OFF, LEAD, SEC, ANA, AUD}, set()),
    "venture": ({TRI, OFF, LEAD, SEC, ANA, AUD}, set()),
    "campaign": ({TRI, OFF, LEAD, ANA, AUD}, set()),
    "recordedsubmission": ({TRI, OFF, LEAD, AUD}, {TRI, OFF, LEAD}),
    "spreadsheetimport": ({TRI, OFF, LEAD}, {TRI, OFF, LEAD}),
    "attendance": ({TRI, OFF, LEAD, ANA, AUD}, {TRI, OFF, LEAD}),
    "conflictofinterest": (EVERYBODY, EVERYBODY - {ADM}),
    "replytemplate": ({TRI, OFF, LEAD, AUD, ADM}, {LEAD, ADM}),
    "replydraft": ({TRI, OFF, LEAD, AUD}, set()),
    "ministryresponse": (EVERYBODY, {LEAD, ADM}),
    "desk": ({TRI, OFF, LEAD, AUD, ADM}, {LEAD, ADM}),
    "deskrule": ({TRI, OFF, LEAD, AUD, ADM}, {LEAD, ADM}),
    "absence": ({TRI, OFF, LEAD, AUD, ADM}, {TRI, OFF, LEAD, ADM}),
    "consultation": (EVERYBODY, {LEAD, ADM}),
    "session": (EVERYBODY, {LEAD, ADM}),
    "source": (EVERYBODY, {LEAD, ADM}),
    "keyfigure": (EVERYBODY, {LEAD, ADM}),
    "askedchallenge": (EVERYBODY, {LEAD, ADM}),
    "officeholder": (EVERYBODY, {LEAD, ADM}),
    "focusarea": (EVERYBODY, {LEAD, ADM}),
    "challenge": (EVERYBODY, {LEAD, ADM}),
    "scheme": (EVERYBODY, {LEAD, ADM}),
    "contractstage": (EVERYBODY, {LEAD, ADM}),
    "enterpriselimit": (EVERYBODY, {LEAD, ADM}),
    "outgoingmessage": ({TRI, OFF, LEAD, ADM, AUD}, set()),
    "official": ({ADM, AUD}, {ADM}),
    "rolegrant": ({ADM, AUD}, {ADM}),
    "auditevent": ({AUD}, set()),
    "policyversion": (EVERYBODY, {LEAD, ADM}),
    "question": (EVERYBODY, {LEAD, ADM}),
    "questionoption": (EVERYBODY, {LEAD, ADM}),
}


def test_acts_are_the_reviewed_ones():
    assert {act: set(act.roles) for act in Act} == ACTS


def test_actions_on_a_submission_are_the_reviewed_ones():
    assert {name: set(action.roles) for name, action in CASE_ACTIONS.items()} == ON_A_SUBMISSION


def test_records_are_the_reviewed_ones():
    assert {model: (set(viewers), set(editors)) for model, (viewers, editors) in ROLES_OF_MODEL.items()} == RECORDS


def test_records_are_deleted_only_as_parts_of_something():
    assert set(DELETABLE_PARTS) == {"session", "source", "keyfigure", "askedchallenge", "rolegrant", "deskrule"}


@pytest.mark.parametrize("role", Role)
def test_permissions_of_a_role_are_those_of_the_table(role):
    verbs = {
        f"{verb}_{model}"
        for model, (viewers, editors) in RECORDS.items()
        for verb, holders in [("view", viewers), ("add", editors), ("change", editors)]
        if role in holders and not (verb == "change" and model in APPEND_ONLY)
    }
    deleted = {f"delete_{model}" for model, holders in DELETABLE_PARTS.items() if role in holders}

    assert permissions_of([role]) == {f"engagements.{name}" for name in verbs | deleted}


def test_permissions_of_no_role_are_none():
    assert permissions_of([]) == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("act", Act)
def test_may_follows_the_roles_held(act):
    allowed = {role for role in Role if may(factories.actor(role), act)}

    assert allowed == ACTS[act]


@pytest.mark.django_db
def test_may_lets_the_portal_itself_do_everything_and_a_venture_nothing():
    venture = Actor.venture(factories.submission())

    assert {act for act in Act if may(Actor.system("seed"), act)} == set(Act)
    assert {act for act in Act if may(venture, act) or may(Actor.anyone(), act)} == set()


@pytest.mark.django_db
def test_may_ends_with_the_account():
    assert may(Actor.official(factories.official(LEAD)), REPLY)
    assert not may(Actor.official(factories.official(LEAD, is_active=False)), REPLY)


@pytest.mark.django_db
def test_check_may_refuses_with_a_way_out():
    check_may(factories.actor(OFF), REPLY)

    with pytest.raises(ActionRefused, match="Ask the lead"):
        check_may(factories.actor(TRI), REPLY)


@pytest.mark.django_db
def test_check_may_edit_follows_the_table():
    check_may_edit(factories.actor(ADM), "official")
    check_may_edit(Actor.system("seed"), "official")

    with pytest.raises(ActionRefused, match="Ask an administrator"):
        check_may_edit(factories.actor(LEAD), "official")


@pytest.mark.django_db
def test_backend_logs_in_by_address_in_any_case_and_answers_from_roles():
    official = factories.official(AUD, email="auditor@example.org")

    found = authenticate(None, username="auditor@example.org", password=factories.PASSWORD)

    assert found == official
    assert found.has_perm("engagements.view_auditevent")
    assert not found.has_perm("engagements.change_official")
    assert found.has_module_perms("engagements")


@pytest.mark.django_db
def test_backend_knows_nobody_whose_account_is_closed():
    closed = factories.official(AUD, email="gone@example.org", is_active=False)

    assert authenticate(None, username="gone@example.org", password=factories.PASSWORD) is None
    assert not closed.has_perm("engagements.view_auditevent")
    assert not closed.is_staff


@pytest.mark.django_db
def test_superuser_of_the_command_line_reads_no_submission():
    from engagements.models import Official

    made = Official.objects.create_superuser("root@example.org", "a long password", full_name="Root")

    assert made.has_perm("engagements.change_official")
    assert not made.has_perm("engagements.view_submission")
