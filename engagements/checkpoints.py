"""Checkpoints: lines stored outside the database that record the length and the last hash of the audit trail.

One line a day is added to a file in `AUDIT_CHECKPOINTS`, on another machine or medium. It detects what the signed chain
alone cannot: a trail that was restored to an earlier state, truncated together with its head row, or emptied.
"""

import fcntl
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from engagements import audit
from engagements.errors import ActionRefused
from engagements.models import AuditEvent
from engagements.rules.dates import day_text

FILE = "audit-checkpoints.txt"
# A checkpoint is due every day; the second day allows for one failed timer.
DUE_EVERY = timedelta(days=2)
NO_ROW = "0" * 64
_WRITTEN = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\dT[\d:.]{8,15}\+\d\d:\d\d)\s+(?P<first>\d{1,18})-(?P<last>\d{1,18})\s+"
    r"(?P<root>[0-9a-f]{64})\s+(?P<seal>[0-9a-f]{64})",
    re.ASCII,
)


@dataclass(frozen=True)
class Checkpoint:
    """The state of the audit trail at one time: rows since the previous checkpoint, last hash, signature."""

    at: datetime
    first: int
    last: int
    root: str
    seal: str = ""

    @classmethod
    def read(cls, line: str) -> "Checkpoint":
        """Parse a checkpoint line, which may be wrapped; raise ActionRefused if it is not one."""
        match = _WRITTEN.fullmatch(line.strip())
        try:
            at = datetime.fromisoformat(match["at"]) if match else None
        except ValueError:
            at = None
        if match is None or at is None:
            raise ActionRefused(
                _("This is no checkpoint. It has a date, two numbers of rows, and twice 64 digits and letters.")
            )
        return cls(at, int(match["first"]), int(match["last"]), match["root"], match["seal"])

    def __str__(self) -> str:
        return f"{self._signed} {self.seal}"

    def sealed(self) -> "Checkpoint":
        """Return a signed copy."""
        return replace(self, seal=audit.sign(f"checkpoint {self._signed}"))

    @property
    def is_genuine(self) -> bool:
        """Return whether its signature is valid."""
        return audit.is_signed(self.seal, f"checkpoint {self._signed}")

    @property
    def _signed(self) -> str:
        return f"{self.at.isoformat()} {self.first}-{self.last} {self.root}"


def as_it_stands(*, at: datetime, after: int = 0) -> Checkpoint:
    """Return the current checkpoint, which covers the rows after a position."""
    end = audit.end_of_trail()
    return Checkpoint(at, after + 1, end.length, end.head or NO_ROW).sealed()


def file() -> Path:
    """Return the path of the checkpoint file."""
    return Path(settings.AUDIT_CHECKPOINTS) / FILE


def write(*, at: datetime) -> Checkpoint:
    """Append the current checkpoint to the file, fsynced, and return it.

    Raises ActionRefused and writes nothing if the file or the audit trail has errors, since a checkpoint must not
    confirm them.
    """
    file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii", errors="replace") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        kept, problems = _read(stream.read())
        problems += departures_from(kept)
        if problems:
            raise ActionRefused(_("No checkpoint was written, because the trail does not hold: ") + " ".join(problems))
        written = as_it_stands(at=at, after=kept[-1].last if kept else 0)
        stream.write(f"{written}\n")
        stream.flush()
        os.fsync(stream.fileno())
    return written


def problems_in_file(*, at: datetime) -> list[str]:
    """Return the errors of the file, and of the audit trail against it; an empty list if intact and up to date."""
    try:
        kept, problems = _read(file().read_text(encoding="ascii", errors="replace"))
    except OSError as error:
        return [_("The checkpoints in %(file)s cannot be read: %(why)s.") % {"file": file(), "why": error.strerror}]
    if not kept or kept[-1].at < at - DUE_EVERY:
        newest = day_text(kept[-1].at) if kept else _("never")
        problems.append(_("A checkpoint is due every day. The last one was written: %(day)s.") % {"day": newest})
    return problems + departures_from(kept)


def departures_from(kept: Sequence[Checkpoint]) -> list[str]:
    """Return the mismatches between checkpoints and the audit trail; an empty list without any.

    `audit.verify` is needed as well: it checks the rows between checkpoints.
    """
    ends = AuditEvent.objects.filter(position__in={one.last for one in kept})
    roots = {0: NO_ROW} | dict(ends.values_list("position", "hash"))
    found = []
    for one in kept:
        words = {"day": day_text(one.at), "row": one.last}
        if not one.is_genuine:
            found.append(_("The checkpoint of %(day)s is not as it was written: its signature does not fit.") % words)
        elif one.last not in roots:
            found.append(_("Row %(row)d, covered by the checkpoint of %(day)s, is gone: rows were cut off.") % words)
        elif roots[one.last] != one.root:
            found.append(_("Row %(row)d is not the one that the checkpoint of %(day)s covers.") % words)
    return found


def _read(text: str) -> tuple[list[Checkpoint], list[str]]:
    """Return the checkpoints of a file and its errors: unreadable lines, gaps between checkpoints."""
    kept: list[Checkpoint] = []
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            one = Checkpoint.read(line)
        except ActionRefused:
            problems.append(_("Line %(number)d of the checkpoints cannot be read.") % {"number": number})
            continue
        if one.first != (kept[-1].last if kept else 0) + 1:
            problems.append(_("A checkpoint is missing before the one of %(day)s.") % {"day": day_text(one.at)})
        kept.append(one)
    return kept, problems
