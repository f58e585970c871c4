"""The system check finds each setting under which a database could lose what it acknowledged."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from engagements.checks import POSTGRESQL_WANTED, check_durability, faults_of
from portal.addresses import database_from
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_disk(tmp_path):
    """Give a test a SQLite connection as production has it."""
    from django.db import connections

    settings = connections.configure_settings({"default": database_from(f"sqlite:///{tmp_path}/portal.sqlite3")})
    wrapper = DatabaseWrapper(settings["default"])
    yield wrapper
    wrapper.close()


def test_durability_of_the_database_under_test():
    assert check_durability(databases=["default"]) == []


def test_durability_is_asked_only_with_a_database():
    assert check_durability() == []
    assert [fault for fault in run_checks() if fault.id and fault.id.startswith("engagements.E0")] == []


def test_durability_of_sqlite_on_disk(on_disk):
    assert faults_of(on_disk) == []


@pytest.mark.parametrize(
    ("pragma", "fault"),
    [
        ("journal_mode=DELETE", "engagements.E001"),
        ("synchronous=NORMAL", "engagements.E002"),
        ("foreign_keys=OFF", "engagements.E003"),
        ("trusted_schema=ON", "engagements.E004"),
        ("secure_delete=OFF", "engagements.E005"),
    ],
)
def test_durability_switched_off_in_sqlite_is_found(on_disk, pragma, fault):
    with on_disk.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

    assert [found.id for found in faults_of(on_disk)] == [fault]


if connection.vendor == "postgresql":

    def test_durability_switched_off_in_postgresql_is_found():
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            found = faults_of(connection)
            cursor.execute("SET synchronous_commit = on")

        assert [fault.id for fault in found] == ["engagements.E013"]
        assert list(POSTGRESQL_WANTED) == ["fsync", "full_page_writes", "synchronous_commit"]


def told_by_deploy() -> list[str]:
    return [fault.msg for fault in run_checks(include_deployment_checks=True) if fault.id == "engagements.W021"]


def test_deploy_check_names_a_privacy_notice_that_keeps_the_form_closed(in_production):
    assert told_by_deploy() == ["The privacy notice is not published: the submission form stays closed."]
    factories.notice(1, body="[To be filled in by the ministry: an office]")
    assert told_by_deploy() == ["The privacy notice has entries to be filled in: the submission form stays closed."]
    factories.notice(2)
    assert told_by_deploy() == []


def test_deploy_check_of_the_privacy_notice_is_none_of_a_demonstration_or_of_other_checks():
    assert told_by_deploy() == []
    assert [fault for fault in run_checks() if fault.id == "engagements.W021"] == []
