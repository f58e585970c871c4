"""One row or file that cannot be done stops no other: the loop goes on, counts it, logs it, and the command says so."""

import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.utils import timezone

from engagements.actions import attachments, digests, drafts, file_maintenance, links, retention, spreadsheet_imports
from engagements.actions.failures import FailureLog
from engagements.choices import ImportPurpose, Role
from engagements.models import Attachment, Draft, Fingerprint, OutgoingMessage, SearchText, Submission
from portal.logs import JsonFormatter
from tests import factories
from tests.campaigns.texts import LETTER, sent
from tests.factories import AT
from tests.making_spreadsheets import POINT_HEADINGS, point_row, xlsx_of
from tests.stubborn import refuse

pytestmark = pytest.mark.django_db

NOW_KEPT = timedelta(days=40)


def test_failure_is_counted_and_logged_once_without_what_the_item_holds(caplog):
    failures, done = FailureLog("mailing a link"), []
    for item in range(100):
        with failures.noted(item):
            if item == 50:
                raise UnicodeError("asha@example.org cannot be encoded")
            done.append(item)

    [record] = caplog.records
    assert (len(done), failures.count, record.levelno) == (99, 1, logging.ERROR)
    line = JsonFormatter().format(record)
    assert '"event": "mailing a link failed"' in line and '"item": "50"' in line
    assert ("UnicodeError" in line, "asha" in line) == (True, False)


def test_database_that_is_away_ends_the_loop(monkeypatch):
    monkeypatch.setattr(connections["default"], "is_usable", lambda: False)
    with pytest.raises(OperationalError), FailureLog("anything").noted(1):
        raise OperationalError("the server closed the connection")


def closing_draft(to, email, *, at=AT):
    draft, _token = drafts.start_draft(to, language="en", at=at)
    Draft.objects.filter(pk=draft.pk).update(email=email)
    return draft


def test_remind_goes_on_past_a_draft(capsys):
    now = timezone.now()
    to = factories.consultation(closes_at=now + timedelta(days=1))
    for address in ("a@example.org", "bad@example.org", "c@example.org"):
        closing_draft(to, address, at=now)
    refuse("INSERT", "engagements_outgoingmessage", recipient="bad@example.org")
    officer = factories.official(Role.OFFICER)
    made = factories.submission(at=now)
    Submission.objects.filter(pk=made.pk).update(officer_in_charge=officer, due_on=timezone.localdate())

    with pytest.raises(CommandError, match="1 reminder"):
        call_command("remind")

    out = capsys.readouterr().out
    assert ("reminded=2 of drafts=3" in out, "reminded=1 of officials=1" in out) == (True, True)
    assert set(Draft.objects.filter(reminded_at=None).values_list("email", flat=True)) == {"bad@example.org"}


def test_digests_go_on_past_an_official():
    officials = [factories.official(Role.OFFICER, email=f"{name}@example.org") for name in ("a", "bad", "c")]
    for official in officials:
        made = factories.submission()
        Submission.objects.filter(pk=made.pk).update(officer_in_charge=official, due_on=timezone.localdate(AT))
    refuse("INSERT", "engagements_outgoingmessage", recipient="bad@example.org")

    assert digests.queue_digests(digests.plan_digests(at=AT), at=AT) == (2, 1)

    assert set(OutgoingMessage.objects.filter(kind="digest").values_list("recipient", flat=True)) == {
        "a@example.org",
        "c@example.org",
    }


def test_retention_goes_on_past_a_draft():
    over = [closing_draft(factories.consultation(), f"{name}@example.org") for name in "abc"]
    refuse("DELETE", "engagements_draft", id=over[1].pk)

    expired = retention.delete_expired_records(at=AT + NOW_KEPT)

    assert (expired.drafts, expired.failed, Draft.objects.get()) == (2, 1, over[1])
    with pytest.raises(CommandError, match=r"1 draft\(s\) or sheet\(s\) could not be deleted"):
        call_command("apply_retention")


def test_comparing_goes_on_past_a_text_and_tries_it_once(capsys):
    to = factories.consultation()
    made = [sent(to, LETTER) for _number in range(60)]
    refuse("INSERT", "engagements_indexedshingle", submission_id=made[0].pk)

    with pytest.raises(CommandError, match=r"1 text\(s\) could not be compared"):
        call_command("find_campaigns")
    call_command("find_campaigns")

    assert capsys.readouterr().out == "compared=60 alike=58\n"
    assert Fingerprint.objects.filter(leader=None).count() == 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason="its table of words takes no triggers")
def test_indexing_goes_on_past_a_submission(capsys):
    made = [factories.submission() for _number in range(3)]
    SearchText.objects.update(words="")
    refuse("UPDATE", "engagements_searchtext", rowid=made[1].pk)

    with pytest.raises(CommandError, match=r"1 submission\(s\) could not be indexed"):
        call_command("index_words")

    assert capsys.readouterr().out == "submissions indexed: 2\n"
    assert list(SearchText.objects.filter(words="").values_list("pk", flat=True)) == [made[1].pk]


def test_import_goes_on_past_a_row_which_stays_out():
    by, to = factories.actor(Role.OFFICER), factories.consultation_in_session()
    body = xlsx_of([POINT_HEADINGS, *[point_row(number, summary=f"Point {number}") for number in range(60)]])
    sheet = spreadsheet_imports.upload(
        "room.xlsx", body, purpose=ImportPurpose.POINTS, consultation=to, session=None, by=by, at=AT
    )  # fmt: skip
    refuse("INSERT", "engagements_submission", summary="Point 7")

    sheet, done, left = spreadsheet_imports.import_rows(sheet, by=by, at=AT)

    assert (done, left, sheet.imported, sheet.is_finished) == (59, 0, 59, True)
    assert [row[1][POINT_HEADINGS.index("Summary")] for row in sheet.rows] == ["Point 7"]


def in_the_way_of(name: str) -> None:
    """Put a folder that is not empty in the place of a stored file: it can neither be read nor deleted."""
    place = Path(storages["default"].path(name))
    place.unlink()
    (place / "in the way").mkdir(parents=True)


@pytest.mark.usefixtures("folder")
def test_scanning_goes_on_past_a_file_that_cannot_be_read(settings, clamd):
    settings.CLAMD = ""
    draft, _token = drafts.start_draft(factories.consultation(), language="en", at=AT)
    files = [SimpleUploadedFile("a.csv", f"Stage,Days\n{word},1\n".encode()) for word in "abc"]
    rows = [attachments.attach_to_draft(draft, file, at=AT) for file in files]
    in_the_way_of(rows[0].stored_name)
    settings.CLAMD = clamd.address

    scanned = file_maintenance.scan_files()

    assert (scanned.clean, scanned.left) == (2, 1)
    with pytest.raises(CommandError, match="did not judge every file"):
        call_command("scan_files")


def test_sweeping_goes_on_past_a_file_that_cannot_be_deleted(settings, folder, capsys):
    names = sorted(storages["default"].save("x", ContentFile(b"left over")) for _number in range(3))
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in names:
        os.utime(storages["default"].path(name), (long_ago, long_ago))
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.actions.test_failures.KeepsOne"}}
    KeepsOne.kept = names[0]

    with pytest.raises(CommandError, match="Not every file could be deleted"):
        call_command("sweep_files")

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (
        "deleted: files=2\n",
        "could not be deleted: files=1; the log says why\n",
    )
    assert [entry.name for entry in folder.iterdir()] == [names[0]]


class KeepsOne(type(storages["default"])):  # type: ignore[misc]
    """A disk that deletes every file but one."""

    kept = ""

    def delete(self, name: str) -> None:
        if name == self.kept:
            raise OSError("Read-only file system")
        super().delete(name)


@pytest.mark.usefixtures("committed", "folder")
@pytest.mark.django_db(transaction=True)
def test_retention_goes_on_past_a_file_that_cannot_be_deleted():
    over = [closing_draft(factories.consultation(), f"{name}@example.org") for name in "ab"]
    files = [
        attachments.attach_to_draft(draft, SimpleUploadedFile("a.csv", b"Stage,Days\nx,1\n"), at=AT) for draft in over
    ]
    in_the_way_of(files[0].stored_name)

    expired = retention.delete_expired_records(at=AT + NOW_KEPT)

    assert (expired.failed, Draft.objects.count(), Attachment.objects.count()) == (1, 0, 0)


def test_failure_of_the_database_in_one_item_leaves_the_others_their_transaction():
    refuse("INSERT", "engagements_outgoingmessage", recipient="bad@example.org")
    failures = FailureLog("mailing a link")
    for name in ("a", "bad", "c"):
        with failures.noted(name):
            links.mail_my_link(f"{name}@example.org", language="en", at=AT)

    assert (failures.count, OutgoingMessage.objects.count()) == (1, 2)
