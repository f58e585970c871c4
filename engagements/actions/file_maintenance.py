"""Maintenance of stored files: scan those not yet scanned, and compare storage with the database."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.core.files.storage import storages

from engagements import scanning
from engagements.actions.failures import FailureLog
from engagements.choices import ScanResult
from engagements.models import Attachment
from engagements.storage import DurableStorage

# A file is written before its row; without a row after this time it is an orphan.
ORPHAN_AGE = timedelta(days=1)
# After this many files in a row without a verdict, the scanner is considered down.
FAILURES_MAX = 3


@dataclass(frozen=True)
class ScanCounts:
    """How many files were clean, infected, and still not scanned."""

    clean: int
    infected: int
    left: int


@dataclass(frozen=True)
class FolderDifference:
    """Files without a row, names in rows without a file, and how many files could not be deleted."""

    orphans: tuple[str, ...]
    missing: tuple[str, ...]
    failed: int = 0


def scan_files() -> ScanCounts:
    """Scan the files that were not scanned on upload; stop if the scanner does not answer."""
    counts, unanswered, failures = Counter[ScanResult](), 0, FailureLog("scanning a file")
    for row in Attachment.objects.filter(scan=ScanResult.NOT_SCANNED).order_by("pk").iterator():
        with failures.noted(row):
            verdict = _verdict_on(row)
            unanswered = unanswered + 1 if verdict is ScanResult.NOT_SCANNED else 0
            if verdict in (ScanResult.CLEAN, ScanResult.INFECTED):
                Attachment.objects.filter(pk=row.pk).update(scan=verdict)
                counts[verdict] += 1
        if unanswered == FAILURES_MAX:
            break
    left = Attachment.objects.filter(scan=ScanResult.NOT_SCANNED).count()
    return ScanCounts(counts[ScanResult.CLEAN], counts[ScanResult.INFECTED], left)


def compare_folder(*, at: datetime) -> FolderDifference:
    """Compare storage with the database, ignoring files so new that their row may not be committed yet."""
    known = set(Attachment.objects.values_list("stored_name", flat=True))
    storage = cast(DurableStorage, storages["default"])
    orphans = storage.orphans(known, before=at - ORPHAN_AGE)
    return FolderDifference(tuple(orphans), tuple(storage.missing(known)))


def delete_orphans(*, at: datetime) -> FolderDifference:
    """Delete the files without a row; return those deleted and the files that are missing."""
    found, failures = compare_folder(at=at), FailureLog("deleting a file without a row")
    gone = []
    for name in found.orphans:
        with failures.noted(name):
            storages["default"].delete(name)
            gone.append(name)
    return FolderDifference(tuple(gone), found.missing, failures.count)


def _verdict_on(row: Attachment) -> ScanResult | None:
    """Return the scanner's verdict; None if the file is missing, which `sweep_files` reports."""
    try:
        with row.open() as file:
            return scanning.scan(file.read())
    except FileNotFoundError:
        return None
