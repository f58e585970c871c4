"""Accounts are opened and changed by administrators."""

import pytest

from engagements.actions import officials
from engagements.choices import AuditedAct, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Official
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


def opened(email: str = "New.Person@example.org", *, by=None, **given) -> Official:
    given = {"full_name": "New Person", "designation": "Desk 4", "roles": [Role.TRIAGE]} | given
    return officials.open_account(email, by=by or factories.actor(Role.ADMINISTRATOR), at=AT, **given)


def changed(official: Official, *, by=None, **given) -> Official:
    given = {
        "full_name": official.full_name,
        "designation": official.designation,
        "is_active": official.is_active,
        "roles": official.roles,
    } | given
    return officials.change_account(official, by=by or factories.actor(Role.ADMINISTRATOR), at=AT, **given)


def last_event() -> tuple[str, str, dict]:
    event = AuditEvent.objects.latest("pk")
    return event.act, event.target_id, event.changes


def test_open_account_gives_roles_and_a_first_password():
    official = opened(password="a long first password", roles=[Role.TRIAGE, Role.OFFICER])

    assert official.email == "new.person@example.org"
    assert Official.objects.get(pk=official.pk).roles == {Role.TRIAGE, Role.OFFICER}
    assert official.check_password("a long first password")
    assert last_event() == (AuditedAct.OFFICIAL_RECORDED, str(official.pk), {"roles": ["officer", "triage"]})


def test_open_account_without_a_password_lets_nobody_in_yet():
    assert not opened().has_usable_password()


def test_open_account_refuses_an_address_twice():
    opened("same@example.org")

    with pytest.raises(ActionRefused, match="account with this email address") as refused:
        opened("SAME@example.org")

    assert refused.value.field == "email"
    assert Official.objects.filter(email="same@example.org").count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_accounts_are_kept_by_administrators_alone(role):
    actor, official = factories.actor(role), factories.official(Role.TRIAGE)

    with pytest.raises(ActionRefused):
        opened(by=actor)
    with pytest.raises(ActionRefused):
        changed(official, by=actor, roles=[Role.LEAD])

    assert Official.objects.get(pk=official.pk).roles == {Role.TRIAGE}


def test_change_account_brings_it_up_to_date():
    official = factories.official(Role.TRIAGE, Role.OFFICER)

    current = changed(official, designation="Desk 9", roles=[Role.OFFICER, Role.ANALYST])

    assert (current.designation, current.roles) == ("Desk 9", {Role.OFFICER, Role.ANALYST})
    changes = {"designation": "(personal)", "roles": ["analyst", "officer"]}
    assert last_event() == (AuditedAct.OFFICIAL_CHANGED, str(official.pk), changes)


def test_change_account_writes_nothing_where_nothing_changed():
    official = factories.official(Role.TRIAGE)
    before = AuditEvent.objects.count()

    changed(official)

    assert AuditEvent.objects.count() == before


def test_change_account_shows_whoever_is_locked_out_the_door_at_once(client):
    locked = factories.official(Role.LEAD)
    client.force_login(locked)
    assert client.get("/admin/").status_code == 200

    changed(locked, is_active=False)

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"is_active": False}, "cannot remove your own access"),
        ({"roles": [Role.LEAD]}, "No one changes their own roles"),
        ({"roles": list(Role)}, "No one changes their own roles"),
        ({"roles": [Role.ADMINISTRATOR, Role.TRIAGE]}, "No one changes their own roles"),
    ],
)
def test_change_account_lets_no_administrator_change_their_own_powers(given, words):
    administrator = factories.official(Role.ADMINISTRATOR)

    with pytest.raises(ActionRefused, match=words):
        changed(administrator, by=Actor.official(administrator), **given)

    assert Official.objects.get(pk=administrator.pk).roles == {Role.ADMINISTRATOR}
