"""Power over the portal is given by two; the first administrator acts alone until there is a second, on record."""

import re
from functools import partial
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.db import IntegrityError, transaction

from engagements import audit
from engagements.actions import confirmations, invitations, offboarding, officials, powers, second_factors
from engagements.choices import POWERFUL_ROLES, MessageKind, PowerAct, PowerOutcome, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Official, OutgoingMessage, PowerRequest
from engagements.rules.actors import Actor
from tests import factories
from tests.at_once import at_once
from tests.factories import AT

pytestmark = pytest.mark.django_db


def administrator(name: str = "Ada Admin", **fields) -> Actor:
    """Make an administrator who has signed in before."""
    return factories.actor(Role.ADMINISTRATOR, full_name=name, last_login=AT, **fields)


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return administrator("Ada Admin"), administrator("Bela Admin")


def roles_of(official: Official) -> frozenset[Role]:
    return Official.objects.get(pk=official.pk).roles


def changed(official: Official, *roles: Role, by: Actor, is_active: bool = True) -> Official:
    facts = {"full_name": official.full_name, "designation": official.designation}
    return officials.change_account(official, **facts, is_active=is_active, roles=roles, by=by, at=AT)


def asked(official: Official | None = None) -> PowerRequest:
    waiting = PowerRequest.objects.waiting()
    return waiting.get(official=official) if official else waiting.get()


def told() -> list[tuple[str, str]]:
    """Return who got which mail about powers."""
    kinds = (MessageKind.POWERS_ASKED, MessageKind.POWERS_CHANGED)
    return sorted(OutgoingMessage.objects.filter(kind__in=kinds).values_list("recipient", "kind"))


def trail_of(official: Official) -> list[tuple[str, dict]]:
    rows = AuditEvent.objects.filter(target_type="official", target_id=official.pk).order_by("pk")
    return [(row.act, row.changes) for row in rows]


@pytest.mark.parametrize("role", sorted(POWERFUL_ROLES))
def test_powerful_role_waits_for_a_second_administrator(two, role):
    ada, bela = two
    official = factories.official(Role.TRIAGE)

    changed(official, Role.OFFICER, role, by=ada)
    assert roles_of(official) == {Role.OFFICER}
    confirmations.confirm_power_request(asked(), by=bela, at=AT)

    assert roles_of(official) == {Role.OFFICER, role}
    kept = PowerRequest.objects.get()
    assert (kept.asked_by, kept.decided_by, kept.outcome) == (ada.user, bela.user, PowerOutcome.CONFIRMED)
    assert trail_of(official) == [
        ("official.changed", {"roles": ["officer"]}),
        ("powers.asked", {"what": "roles", "roles": [role]}),
        ("powers.granted", {"what": "roles", "roles": [role]}),
    ]
    assert audit.verify() == []


@pytest.mark.parametrize("role", sorted(set(Role) - POWERFUL_ROLES))
def test_other_roles_are_given_by_one(two, role):
    official = factories.official()

    changed(official, role, by=two[0])

    assert (roles_of(official), PowerRequest.objects.count(), told()) == ({role}, 0, [])


def test_whoever_asked_and_whom_it_is_about_do_not_confirm(two):
    ada, bela = two
    changed(bela.user, *Role, by=ada)

    for actor in (ada, bela):
        with pytest.raises(ActionRefused, match="Another administrator has to confirm this"):
            confirmations.confirm_power_request(asked(), by=actor, at=AT)

    assert roles_of(bela.user) == {Role.ADMINISTRATOR, Role.TRIAGE, Role.OFFICER, Role.ANALYST}
    assert roles_of(ada.user) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_decide(two, role):
    changed(factories.official(), Role.LEAD, by=two[0])

    for decide in (confirmations.confirm_power_request, confirmations.refuse_power_request):
        with pytest.raises(ActionRefused, match="Your role does not allow this"):
            decide(asked(), by=factories.actor(role), at=AT)


def test_refused_request_changes_nothing_and_is_told(two):
    ada, bela = two
    official = factories.official(Role.TRIAGE)
    changed(official, Role.TRIAGE, Role.LEAD, by=ada)
    request = asked()

    confirmations.refuse_power_request(request, by=bela, at=AT)

    assert roles_of(official) == {Role.TRIAGE}
    assert trail_of(official)[-1] == ("powers.refused", {"what": "roles", "roles": ["lead"]})
    with pytest.raises(ActionRefused, match="decided already: Refused"):
        confirmations.confirm_power_request(request, by=bela, at=AT)


def test_request_is_withdrawn_by_whoever_asked(two):
    changed(factories.official(), Role.LEAD, by=two[0])

    assert confirmations.refuse_power_request(asked(), by=two[0], at=AT).outcome == PowerOutcome.REFUSED


def test_second_request_waits_for_the_first(two):
    official = factories.official()
    changed(official, Role.LEAD, by=two[0])

    with pytest.raises(ActionRefused, match="waits for a second administrator already"):
        changed(official, Role.AUDITOR, by=two[1])


def test_request_of_somebody_who_is_no_administrator_any_more_is_not_confirmed(two):
    ada, bela = two
    changed(factories.official(), Role.LEAD, by=ada)
    changed(ada.user, Role.TRIAGE, by=bela)

    with pytest.raises(ActionRefused, match="is no longer an administrator"):
        confirmations.confirm_power_request(asked(), by=bela, at=AT)


def test_others_are_mailed_when_it_is_asked_and_when_it_is_decided(two):
    ada, bela = two
    cleo, official = administrator("Cleo Admin"), factories.official(full_name="Lea New")
    changed(official, Role.LEAD, by=ada)
    assert told() == sorted((one.user.email, "powers_asked") for one in (bela, cleo))

    confirmations.confirm_power_request(asked(), by=bela, at=AT)

    changes = sorted((email, "powers_changed") for email in (ada.user.email, cleo.user.email, official.email))
    assert [row for row in told() if row[1] == "powers_changed"] == changes
    body = OutgoingMessage.objects.get(recipient=cleo.user.email, kind=MessageKind.POWERS_CHANGED).body
    assert "Ada Admin asked and Bela Admin confirmed: Lea New now has these roles: Lead." in body
    assert f"/admin/engagements/official/{official.pk}/change/" in body


def test_mails_about_powers_are_plain_text(two):
    ada, bela = two
    official = factories.official(full_name="O'Neil & Sons")
    TOTP.activate(official, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    changed(official, Role.LEAD, by=ada)
    confirmations.confirm_power_request(asked(), by=bela, at=AT)
    second_factors.reset(official, by=ada, at=AT)
    changed(official, by=bela)
    changed(official, Role.AUDITOR, by=ada)
    confirmations.refuse_power_request(asked_roles(official), by=bela, at=AT)

    mails = OutgoingMessage.objects.filter(kind__startswith="powers")
    texts = [f"{mail.subject}\n{mail.body}" for mail in mails]
    wrong = ("&#", "&amp;", "{{", "{%", "\n\n\n", "None", "\n ", " \n")
    assert len(texts) > 6
    assert [(found, text) for text in texts for found in wrong if found in text] == []


def asked_roles(official: Official) -> PowerRequest:
    return PowerRequest.objects.waiting().get(official=official, act=PowerAct.ROLES)


# Alone


def test_first_administrator_gives_powers_alone_on_record():
    first, official = factories.actor(Role.ADMINISTRATOR), factories.official()

    changed(official, Role.LEAD, by=first)

    assert roles_of(official) == {Role.LEAD}
    kept = PowerRequest.objects.get()
    assert (kept.outcome, kept.asked_by, kept.decided_by) == (PowerOutcome.ALONE, first.user, first.user)
    assert trail_of(official)[-1] == ("powers.granted", {"roles": ["lead"], "alone": True})
    assert told() == [(official.email, "powers_changed")]


def test_first_administrator_acts_alone_until_a_second_one_has_signed_in():
    first = factories.actor(Role.ADMINISTRATOR, last_login=AT)
    second = invitations.invite(
        "second@example.org", full_name="Second", designation="", roles=[Role.ADMINISTRATOR], by=first, at=AT
    )
    assert roles_of(second) == {Role.ADMINISTRATOR}
    one, other = factories.official(), factories.official()
    changed(one, Role.LEAD, by=first)
    Official.objects.filter(pk=second.pk).update(last_login=AT)

    changed(other, Role.LEAD, by=first)

    assert [roles_of(one), roles_of(other)] == [{Role.LEAD}, frozenset()]


@pytest.mark.parametrize("way", ["takes the role", "closes the account", "lets leave"])
def test_nobody_becomes_the_only_administrator_by_removing_the_other(way):
    first = factories.actor(Role.ADMINISTRATOR, last_login=AT)
    second = factories.official(last_login=AT)
    changed(second, Role.ADMINISTRATOR, by=first)
    if way == "takes the role":
        changed(second, by=first)
    elif way == "closes the account":
        changed(second, Role.ADMINISTRATOR, by=first, is_active=False)
    else:
        offboarding.deactivate_official(second, successor=None, by=first, at=AT)
    official = factories.official()

    changed(official, Role.LEAD, by=first)

    assert roles_of(official) == frozenset()
    assert asked(official).roles == [Role.LEAD]


def test_administrator_from_the_server_is_on_record_and_told():
    first = administrator()
    facts = {"email": "server@example.org", "full_name": "From the Server"}
    call_command("createsuperuser", interactive=False, stdout=StringIO(), **facts)

    made = Official.objects.get(email="server@example.org")
    kept = made.power_requests.get()
    assert (kept.roles, kept.outcome, kept.asked_by, kept.decided_by) == (["administrator"], "alone", None, None)
    row = AuditEvent.objects.get(target_id=made.pk)
    assert (row.act, row.actor, row.changes) == (
        *("official.recorded", "system:createsuperuser"),
        {"roles": ["administrator"], "alone": True},
    )
    mail = OutgoingMessage.objects.get(recipient=first.user.email)
    assert "A command on the server gave From the Server these roles: Administrator." in mail.body


# The ways round


def test_invitation_gives_powerful_roles_only_once_they_are_confirmed(two):
    ada, bela = two
    roles = [Role.TRIAGE, Role.SECURITY]
    invited = invitations.invite("n@example.org", full_name="New", designation="", roles=roles, by=ada, at=AT)
    token = re.search(r"/invitation/(\w+)/", OutgoingMessage.objects.get(kind=MessageKind.INVITATION).body)
    invitations.accept_invitation(token[1], "a long first password", at=AT)
    assert roles_of(invited) == {Role.TRIAGE}

    confirmations.confirm_power_request(asked(), by=bela, at=AT)

    assert roles_of(invited) == {Role.TRIAGE, Role.SECURITY}


def test_account_that_is_opened_again_gets_its_powers_back_from_two(two):
    ada, bela = two
    official = factories.official(Role.OFFICER, Role.LEAD)
    changed(official, Role.OFFICER, Role.LEAD, by=ada, is_active=False)

    changed(Official.objects.get(pk=official.pk), Role.OFFICER, Role.LEAD, by=ada)
    assert roles_of(official) == {Role.OFFICER}
    confirmations.confirm_power_request(asked(), by=bela, at=AT)

    assert roles_of(official) == {Role.OFFICER, Role.LEAD}


def test_leaver_who_is_back_gets_powers_from_two(two):
    ada, bela = two
    official = factories.official(Role.LEAD)
    offboarding.deactivate_official(official, successor=None, by=ada, at=AT)

    changed(Official.objects.get(pk=official.pk), Role.LEAD, by=ada)
    assert roles_of(official) == frozenset()
    confirmations.confirm_power_request(asked(), by=bela, at=AT)

    assert roles_of(official) == {Role.LEAD}


def test_closed_account_gains_no_power(two):
    official = factories.official(Role.TRIAGE)
    changed(official, Role.TRIAGE, by=two[0], is_active=False)

    changed(Official.objects.get(pk=official.pk), Role.TRIAGE, Role.LEAD, by=two[0], is_active=False)

    assert (roles_of(official), PowerRequest.objects.count()) == ({Role.TRIAGE}, 0)


@pytest.mark.parametrize("way", ["close", "leave"])
def test_request_for_an_account_that_is_closed_is_refused(two, way):
    ada, bela = two
    official = factories.official(Role.TRIAGE)
    changed(official, Role.TRIAGE, Role.LEAD, by=ada)
    if way == "close":
        changed(official, Role.TRIAGE, by=bela, is_active=False)
    else:
        offboarding.deactivate_official(official, successor=None, by=bela, at=AT)

    assert PowerRequest.objects.get().outcome == PowerOutcome.REFUSED


def test_powers_are_taken_by_one_other_and_the_others_are_told(two):
    ada, bela = two
    lead = factories.official(Role.TRIAGE, Role.LEAD, full_name="Lea Lead")

    changed(lead, Role.TRIAGE, by=ada)

    assert roles_of(lead) == {Role.TRIAGE}
    assert told() == sorted((email, "powers_changed") for email in (bela.user.email, lead.email))
    assert "Ada Admin took these roles from Lea Lead" in OutgoingMessage.objects.filter(recipient=lead.email).get().body


def test_powers_of_a_leaver_are_told_to_the_others(two):
    offboarding.deactivate_official(factories.official(Role.AUDITOR), successor=None, by=two[0], at=AT)

    assert told() == [(two[1].user.email, "powers_changed")]


# A lost second factor


def with_factor(*roles: Role) -> Official:
    official = factories.official(*roles)
    TOTP.activate(official, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return official


def test_second_factor_of_a_powerful_account_is_reset_by_two(two):
    ada, bela = two
    lead = with_factor(Role.LEAD)

    assert second_factors.reset(lead, by=ada, at=AT) == asked()
    assert second_factors.factors_of(lead)
    assert told() == sorted((email, "powers_asked") for email in (bela.user.email, lead.email))
    confirmations.confirm_power_request(asked(), by=bela, at=AT)

    assert not second_factors.factors_of(lead)
    assert [act for act, _changes in trail_of(lead)] == ["powers.asked", "second_factor.reset", "powers.granted"]


def test_second_factor_of_a_powerful_account_is_reset_by_one_where_nobody_can_confirm_it(two):
    ada, bela = two
    TOTP.activate(bela.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert second_factors.reset(bela.user, by=ada, at=AT) is None

    assert not second_factors.factors_of(bela.user)
    assert told() == [(bela.user.email, "powers_changed")]


def test_second_factor_of_an_account_without_powers_is_reset_by_one(two):
    official = with_factor(Role.TRIAGE)

    assert second_factors.reset(official, by=two[0], at=AT) is None
    assert (PowerRequest.objects.count(), bool(second_factors.factors_of(official))) == (0, False)


# What the database holds


@pytest.mark.parametrize("who", ["asker", "official"])
def test_row_that_says_one_person_confirmed_alone_is_refused_by_the_database(two, who):
    ada, bela = two
    official = bela.user if who == "official" else factories.official()
    decided_by = official if who == "official" else ada.user

    with pytest.raises(IntegrityError), transaction.atomic():
        PowerRequest.objects.create(
            official=official,
            act=PowerAct.ROLES,
            roles=["lead"],
            asked_by=ada.user,
            asked_at=AT,
            outcome=PowerOutcome.CONFIRMED,
            decided_by=decided_by,
            decided_at=AT,
        )


@pytest.mark.usefixtures("committed")
def test_of_two_decisions_at_once_one_holds():
    ada, bela, cleo = (administrator(name) for name in ("Ada", "Bela", "Cleo"))
    official = factories.official()
    changed(official, Role.LEAD, by=ada)
    request = asked()

    def deciding(decide, by):
        try:
            return str(decide(request, by=by, at=AT).outcome)
        except ActionRefused:
            return "told"

    acts = [
        partial(deciding, confirmations.confirm_power_request, bela),
        partial(deciding, confirmations.refuse_power_request, cleo),
    ]
    outcomes = at_once(acts)

    assert sorted(outcomes) in (["confirmed", "told"], ["refused", "told"])
    assert (roles_of(official) == {Role.LEAD}) == ("confirmed" in outcomes)


def test_demonstration_gets_its_roles_from_the_portal_itself():
    made = officials.open_account(
        "seed@example.org",
        full_name="Seed",
        designation="",
        roles=list(Role),
        by=Actor.system("seed"),
        at=AT,
    )

    assert (roles_of(made), PowerRequest.objects.count()) == (frozenset(Role), 0)
    assert not powers.has_had_second(Actor.official(made))
