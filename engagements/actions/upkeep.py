"""Upkeep of the stored files: what was not scanned yet, and whether storage and rows agree."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.core.files.storage import storages

from engagements import scanning
from engagements.choices import ScanResult
from engagements.models import Attachment
from engagements.storage import DurableStorage

# A file is written before its row: one that has no row after so long never gets any.
LEFT_OVER_AFTER = timedelta(days=1)
# So many files in a row without a verdict mean that the scanner is down.
FAILURES_MAX = 3


@dataclass(frozen=True)
class Scanned:
    """How many files were found clean and how many infected, and how many are still not scanned."""

    clean: int
    infected: int
    left: int


@dataclass(frozen=True)
class Difference:
    """Files in the storage that no row names, and names in rows that no file bears."""

    orphans: tuple[str, ...]
    missing: tuple[str, ...]


def scan_files() -> Scanned:
    """Scan the files that were not scanned when they came; gives up where the scanner does not answer."""
    counts, failures = Counter[ScanResult](), 0
    for row in Attachment.objects.filter(scan=ScanResult.NOT_SCANNED).order_by("pk").iterator():
        verdict = _verdict_on(row)
        failures = failures + 1 if verdict is ScanResult.NOT_SCANNED else 0
        if failures == FAILURES_MAX:
            break
        if verdict in (ScanResult.CLEAN, ScanResult.INFECTED):
            Attachment.objects.filter(pk=row.pk).update(scan=verdict)
            counts[verdict] += 1
    left = Attachment.objects.filter(scan=ScanResult.NOT_SCANNED).count()
    return Scanned(counts[ScanResult.CLEAN], counts[ScanResult.INFECTED], left)


def compare(*, at: datetime) -> Difference:
    """Return where the storage and the rows differ, leaving out files so new that their row may be on its way."""
    known = set(Attachment.objects.values_list("stored_name", flat=True))
    storage = cast(DurableStorage, storages["default"])
    orphans = storage.orphans(known, before=at - LEFT_OVER_AFTER)
    return Difference(tuple(orphans), tuple(storage.missing(known)))


def sweep(*, at: datetime) -> Difference:
    """Delete the files that no row names; return where storage and rows differed."""
    found = compare(at=at)
    for name in found.orphans:
        storages["default"].delete(name)
    return found


def _verdict_on(row: Attachment) -> ScanResult | None:
    """Return what the scanner says; None where the file is missing, of which `sweep_files` tells."""
    try:
        with row.open() as file:
            return scanning.scan(file.read())
    except FileNotFoundError:
        return None
