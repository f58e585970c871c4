"""Health says what is wrong, and says it in time."""

import json
import shutil
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from engagements.choices import DeliveryStatus, MessageKind
from engagements.models import OutgoingMessage
from tests import factories

pytestmark = pytest.mark.django_db
ALL_GOOD = {"database": "ok", "migrations": "ok", "mail": "ok", "disk": "ok", "notice": "ok"}


def readiness() -> tuple[int, dict[str, str]]:
    response = Client().get("/readyz")
    return response.status_code, json.loads(response.content)


def queue(*, minutes_ago: int, status: DeliveryStatus) -> None:
    then = timezone.now() - timedelta(minutes=minutes_ago)
    OutgoingMessage.objects.create(
        kind=MessageKind.REPLY, recipient="a@example.org", subject="s", body="b", message_id="<1@example.org>",
        status=status, queued_at=then, next_attempt_at=then,
    )  # fmt: skip


def test_alive_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_everything_is():
    assert readiness() == (200, ALL_GOOD)


def test_not_ready_with_a_migration_to_come():
    newest = MigrationRecorder.Migration.objects.filter(app="engagements").latest("pk")
    newest.delete()

    assert readiness() == (503, ALL_GOOD | {"migrations": "behind"})


def test_not_ready_with_late_mail():
    queue(minutes_ago=16, status=DeliveryStatus.QUEUED)

    assert readiness() == (503, ALL_GOOD | {"mail": "late"})


@pytest.mark.parametrize(
    ("minutes_ago", "status"), [(14, DeliveryStatus.QUEUED), (60, DeliveryStatus.FAILED)], ids=["in time", "given up"]
)
def test_ready_with_mail_in_time_or_given_up(minutes_ago, status):
    queue(minutes_ago=minutes_ago, status=status)

    assert readiness() == (200, ALL_GOOD)


def test_not_ready_with_a_full_disk(settings, tmp_path):
    settings.FREE_BYTES_WANTED = shutil.disk_usage(tmp_path).total + 1
    settings.DATA_DIR = tmp_path

    assert readiness() == (503, ALL_GOOD | {"disk": "full"})


def test_not_ready_without_a_data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"

    assert readiness() == (503, ALL_GOOD | {"disk": "failed"})


def test_not_ready_without_a_database():
    def refuse(execute, sql, params, many, context):
        from django.db import OperationalError

        raise OperationalError("refused")

    with connection.execute_wrapper(refuse):
        status, states = readiness()
    assert (status, states["database"], states["disk"]) == (503, "failed", "ok")


GAP = "[To be filled in by the ministry: an office]"


@pytest.mark.parametrize(
    ("texts", "state"),
    [
        (None, "missing"),
        ({"body": f"Text. {GAP}"}, "unfinished"),
        ({"body_hi": "पाठ। [मंत्रालय द्वारा भरा जाएगा: कार्यालय]"}, "unfinished"),
    ],
    ids=["none", "in English", "in Hindi"],
)
def test_not_ready_without_a_complete_privacy_notice(in_production, texts, state):
    if texts is not None:
        factories.notice(**texts)

    assert readiness() == (503, ALL_GOOD | {"notice": state})


def test_ready_with_a_complete_privacy_notice(in_production):
    factories.notice(1, body=f"Earlier. {GAP}")
    factories.notice(2)

    assert readiness() == (200, ALL_GOOD)
