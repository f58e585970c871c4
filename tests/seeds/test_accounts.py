"""The demonstration's log-ins, and the accounts of the examples without one."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from engagements.choices import Role
from engagements.models import AuditEvent, Official
from engagements.seeds.march_2025 import accounts
from tests.seeds.rows import all_rows

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
PASSWORD = "for a demonstration only"
ROLES = {
    "triage@example.org": {Role.TRIAGE},
    "officer@example.org": {Role.OFFICER},
    "officer2@example.org": {Role.OFFICER},
    "lead@example.org": {Role.LEAD},
    "security@example.org": {Role.SECURITY},
    "analyst@example.org": {Role.ANALYST},
    "auditor@example.org": {Role.AUDITOR},
    "administrator@example.org": {Role.ADMINISTRATOR},
}


@pytest.fixture
def demonstration(db, settings):
    settings.DEMONSTRATION = True
    settings.DEMONSTRATION_PASSWORD = PASSWORD


def roles_by_address() -> dict[str, set[Role]]:
    return {official.email: set(official.roles) for official in Official.objects.order_by("pk")}


def test_demonstration_has_one_log_in_a_role_and_a_second_officer(demonstration):
    call_command("create_demonstration_accounts", verbosity=0)

    assert roles_by_address() == ROLES
    assert [address for address in ROLES if authenticate(username=address, password=PASSWORD) is None] == []


def test_demonstration_opens_the_accounts_of_the_examples(demonstration):
    opened = accounts.open_all(at=AT)
    closed = [address for address in ROLES if authenticate(username=address, password=PASSWORD) is None]

    call_command("create_demonstration_accounts", verbosity=0)

    assert closed == list(ROLES)
    assert {official.pk for official in opened.values()} == set(Official.objects.values_list("pk", flat=True))
    assert [address for address in ROLES if authenticate(username=address, password=PASSWORD) is None] == []


def test_demonstration_lets_in_again_who_was_shut_out(demonstration):
    call_command("create_demonstration_accounts", verbosity=0)
    Official.objects.update(is_active=False)

    call_command("create_demonstration_accounts", verbosity=0)

    assert Official.objects.filter(is_active=False).count() == 0


def test_demonstration_accounts_a_second_time_change_nothing(demonstration):
    call_command("create_demonstration_accounts", verbosity=0)
    before = all_rows()

    call_command("create_demonstration_accounts", verbosity=0)

    assert all_rows() == before


def test_demonstration_accounts_leave_no_password_in_the_trail(demonstration):
    call_command("create_demonstration_accounts", verbosity=0)

    changes = AuditEvent.objects.filter(act="official.changed").values_list("changes", flat=True)
    assert list(changes) == [{"is_active": True, "password": "(personal)"}] * 8


@pytest.mark.parametrize(("is_demonstration", "password"), [(False, PASSWORD), (True, None), (False, None)])
def test_demonstration_accounts_are_refused_elsewhere(db, settings, is_demonstration, password):
    settings.DEMONSTRATION = is_demonstration
    settings.DEMONSTRATION_PASSWORD = password

    with pytest.raises(CommandError, match="Only a demonstration has log-ins"):
        call_command("create_demonstration_accounts", verbosity=0)

    assert Official.objects.count() == 0
