"""A file is read before any transaction begins: a child process may take half a minute, and a lock may not."""

import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.actions import attachments
from engagements.choices import Role
from engagements.models import Attachment, SpreadsheetImport
from tests import factories
from tests.making_spreadsheets import POINT_HEADINGS, point_row, xlsx_of
from tests.public import filling
from tests.uploads import table

pytestmark = pytest.mark.django_db

_seen: list[list[bool]] = []


def _note(event, _arguments):
    if event == "subprocess.Popen" and _seen:
        # The transaction that the test itself runs in is none of ours.
        _seen[-1].append(any(not block._from_testcase for block in connection.atomic_blocks))


@pytest.fixture
def starts(settings, tmp_path):
    """Yield whether a transaction was open, for each process that is started meanwhile."""
    settings.MEDIA_ROOT = tmp_path
    # A hook of the interpreter stays until its end: it listens to one test at a time.
    if not hasattr(sys, "_notes_transactions"):
        sys.addaudithook(_note)
        sys._notes_transactions = True
    _seen.append([])
    yield _seen[-1]
    _seen.pop()


def test_attached_file_is_read_outside_of_any_transaction(starts):
    client, to = Client(), factories.consultation()
    filling.begin(client, to)
    sent = {"add": "attachments", "attachments": [table("a.csv"), table("b.csv", "Stage\nTrials\n")]}

    client.post(filling.url("form_step", to, "point"), sent | {"was": filling.state(client, to, "point")})

    assert (starts, Attachment.objects.count()) == ([False, False], 2)


def test_file_of_an_answer_is_read_outside_of_any_transaction(starts):
    with attachments.stored([table()], at=timezone.now()) as rows:
        pass

    assert (starts, len(rows)) == ([False], 1)


def test_imported_sheet_is_read_outside_of_any_transaction(starts):
    client, to = Client(), factories.consultation_in_session()
    client.force_login(factories.official(Role.OFFICER))
    sheet = SimpleUploadedFile("room.xlsx", xlsx_of([POINT_HEADINGS, point_row(1)]))

    client.post(
        reverse("admin:engagements_spreadsheetimport_add"),
        {"purpose": "points", "consultation": to.pk, "session": "", "sheet": sheet},
    )

    assert (starts, SpreadsheetImport.objects.count()) == ([False], 1)


def test_process_that_starts_within_a_transaction_is_noticed(starts):
    with transaction.atomic(), attachments.stored([table()], at=timezone.now()):
        pass

    assert starts == [True]
