"""Upkeep: files that were not scanned are, what no row names goes, what is missing is told."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from engagements.actions import attachments, drafts, file_maintenance
from engagements.actions.file_maintenance import FolderDifference, ScanCounts
from engagements.choices import ScanResult
from engagements.models import Attachment
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

AT = factories.AT
DAY = timedelta(days=1)


def attached(*words):
    """Attach one table for each word, without a scanner."""
    draft, _token = drafts.start_draft(factories.consultation(), language="en", at=AT)
    files = [SimpleUploadedFile("a.csv", f"Stage,Days\n{word},1\n".encode()) for word in words]
    return [attachments.attach_to_draft(draft, file, at=AT) for file in files]


def verdicts():
    return list(Attachment.objects.order_by("pk").values_list("scan", flat=True))


def left_over(*, age):
    """Store a file that no row names, as old as `age`."""
    name = storages["default"].save("x", ContentFile(b"left over"))
    moment = (timezone.now() - age).timestamp()
    os.utime(storages["default"].path(name), (moment, moment))
    return name


def test_files_are_scanned_that_were_not(settings, clamd):
    settings.CLAMD = ""
    first, _second = attached("trials", clamd.alarm)
    settings.CLAMD = clamd.address
    attached("payment")

    assert file_maintenance.scan_files() == ScanCounts(clean=1, infected=1, left=0)
    assert verdicts() == [ScanResult.CLEAN, ScanResult.INFECTED, ScanResult.CLEAN]
    assert file_maintenance.scan_files() == ScanCounts(0, 0, 0)
    assert clamd.scanned[1] == first.open().read()


def test_scanning_gives_up_where_the_scanner_is_down(settings):
    attached(*"abcde")
    settings.CLAMD = "tcp://127.0.0.1:1"

    assert file_maintenance.scan_files() == ScanCounts(clean=0, infected=0, left=5)
    assert set(verdicts()) == {ScanResult.NOT_SCANNED}


def test_scanning_goes_on_past_files_that_are_missing(settings, clamd):
    settings.CLAMD = ""
    rows = attached(*"abcde")
    for row in rows[:4]:
        storages["default"].delete(row.stored_name)
    settings.CLAMD = clamd.address

    assert file_maintenance.scan_files() == ScanCounts(clean=1, infected=0, left=4)


def test_scan_command_counts(settings, clamd, capsys):
    settings.CLAMD = ""
    attached("trials", clamd.alarm)
    settings.CLAMD = clamd.address

    call_command("scan_files")

    assert capsys.readouterr().out == "clean=1 infected=1 left=0\n"


def test_scan_command_fails_where_files_are_left_or_there_is_no_scanner(settings):
    attached("trials")
    settings.CLAMD = "tcp://127.0.0.1:1"
    with pytest.raises(CommandError, match="did not judge every file"):
        call_command("scan_files")

    settings.CLAMD = ""
    with pytest.raises(CommandError, match="CLAMD is not set"):
        call_command("scan_files")


def test_what_no_row_names_is_deleted_after_a_day():
    (row,) = attached("trials")
    old, _new = left_over(age=DAY * 1.1), left_over(age=DAY * 0.9)

    assert file_maintenance.compare_folder(at=timezone.now()) == FolderDifference(orphans=(old,), missing=())
    assert storages["default"].exists(old)
    assert file_maintenance.delete_orphans(at=timezone.now()) == FolderDifference(orphans=(old,), missing=())
    assert file_maintenance.compare_folder(at=timezone.now()) == FolderDifference((), ())
    assert row.open().read() == b"Stage,Days\ntrials,1\n"


def test_sweep_command_counts_first_and_deletes_after(capsys):
    name = left_over(age=DAY * 2)

    call_command("sweep_files", "--dry-run")
    assert storages["default"].exists(name)
    call_command("sweep_files")

    assert not storages["default"].exists(name)
    assert capsys.readouterr().out.splitlines() == ["would delete: files=1", "deleted: files=1"]


def test_sweep_command_fails_where_a_file_is_missing(capsys):
    lost, kept = attached("trials", "payment")
    storages["default"].delete(lost.stored_name)

    with pytest.raises(CommandError, match=r"1 file\(s\) are missing"):
        call_command("sweep_files")

    assert capsys.readouterr().err == f"missing: {lost.stored_name}\n"
    assert set(Attachment.objects.all()) == {lost, kept}
