"""Checkpoints: lines kept outside the database that say how long the audit trail was and how it ended.

One line a day goes into a file in `AUDIT_CHECKPOINTS`, which is on another machine or medium. It finds what the signed
chain alone cannot: a trail that was put back to an earlier state, cut together with its head row, or emptied.
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
# A checkpoint is due every day; the second day is for a timer that failed once.
DUE_EVERY = timedelta(days=2)
NO_ROW = "0" * 64
_WRITTEN = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\dT[\d:.]{8,15}\+\d\d:\d\d)\s+(?P<first>\d{1,18})-(?P<last>\d{1,18})\s+"
    r"(?P<root>[0-9a-f]{64})\s+(?P<seal>[0-9a-f]{64})",
    re.ASCII,
)


@dataclass(frozen=True)
class Checkpoint:
    """How the trail ended at a moment: the rows since the checkpoint before, the hash of the last one, a signature."""

    at: datetime
    first: int
    last: int
    root: str
    seal: str = ""

    @classmethod
    def read(cls, line: str) -> "Checkpoint":
        """Return a checkpoint from its line, however it was wrapped; raise ActionRefused where it is none."""
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
        """Return it with its signature."""
        return replace(self, seal=audit.sign(f"checkpoint {self._signed}"))

    @property
    def is_genuine(self) -> bool:
        """Whether it is as the portal wrote it."""
        return audit.is_signed(self.seal, f"checkpoint {self._signed}")

    @property
    def _signed(self) -> str:
        return f"{self.at.isoformat()} {self.first}-{self.last} {self.root}"


def as_it_stands(*, at: datetime, after: int = 0) -> Checkpoint:
    """Return the checkpoint of this moment, which covers the rows after a position."""
    end = audit.end_of_trail()
    return Checkpoint(at, after + 1, end.length, end.head or NO_ROW).sealed()


def file() -> Path:
    """Return where the checkpoints are kept."""
    return Path(settings.AUDIT_CHECKPOINTS) / FILE


def write(*, at: datetime) -> Checkpoint:
    """Add the checkpoint of this moment to the file, on the disk for certain, and return it.

    Raises ActionRefused, and writes nothing, where the file or the trail does not hold: what is wrong must not be
    confirmed.
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
    """Return what is wrong with the file, or with the trail against it; nothing where it is whole and up to date."""
    try:
        kept, problems = _read(file().read_text(encoding="ascii", errors="replace"))
    except OSError as error:
        return [_("The checkpoints in %(file)s cannot be read: %(why)s.") % {"file": file(), "why": error.strerror}]
    if not kept or kept[-1].at < at - DUE_EVERY:
        newest = day_text(kept[-1].at) if kept else _("never")
        problems.append(_("A checkpoint is due every day. The last one was written: %(day)s.") % {"day": newest})
    return problems + departures_from(kept)


def departures_from(kept: Sequence[Checkpoint]) -> list[str]:
    """Return in what way the trail no longer leads over some checkpoints; empty where it does.

    `audit.verify` has to hold as well: it proves that the rows before are those that the rows looked at here follow.
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
    """Return the checkpoints of a file, and what is wrong with it: lines that are none, gaps between two."""
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
