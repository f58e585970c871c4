"""Determine the outcome of importing each row of a sheet, without writing anything."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from engagements.choices import ImportPurpose
from engagements.models import Attendance, SpreadsheetImport, Submission
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.rules import attendance_parser, recorded_submission_parser
from engagements.rules.actors import Actor
from engagements.rules.attendance_parser import AttendanceEntry
from engagements.rules.identity import name_fingerprint
from engagements.rules.intake import reasons_to_hold
from engagements.rules.recorded_submission_parser import ParsedSubmission
from engagements.rules.spreadsheets.columns import COLUMNS
from engagements.rules.vocabulary import Vocabulary, terms_of

# Limit for `IN (…)`: databases restrict the number of parameters of a query.
AT_ONCE = 500


class RowKind(StrEnum):
    """The outcome of a row."""

    NEW = "new"
    EXISTS = "there"
    ERROR = "error"


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in a row: the column's heading, or the field's label without one, and a sentence."""

    column: str
    sentence: str


@dataclass(frozen=True)
class RowOutcome:
    """One row: its number in the file, its subject, its outcome, and what would be stored."""

    number: int
    about: str
    venture: str
    kind: RowKind
    problems: tuple[RowProblem, ...] = ()
    # The reference of the existing submission, if it is visible to the actor.
    reference: str = ""
    entry: ParsedSubmission | None = None
    seat: AttendanceEntry | None = None
    key: UUID | None = None

    @property
    def is_mailed(self) -> bool:
        """Return whether the venture would be emailed."""
        return self.kind is RowKind.NEW and self.entry is not None and self.entry.data.contact is not None

    @property
    def is_held(self) -> bool:
        """Return whether the submission would be quarantined."""
        return self.kind is RowKind.NEW and self.entry is not None and bool(reasons_to_hold(self.entry.data))


def outcomes_of(sheet: SpreadsheetImport, *, by: Actor, on: date) -> list[RowOutcome]:
    """Return the outcome of every row in file order; the number of queries does not grow with the rows."""
    terms = terms_of(sheet.consultation, today=on)
    closed = frozenset(ventures_hidden_from(by).values_list("name_key", flat=True))
    if sheet.purpose == ImportPurpose.ATTENDANCE:
        return _of_seats(sheet, terms, closed)
    return _of_points(sheet, terms, closed, by=by)


def row_values(sheet: SpreadsheetImport, cells: list[str]) -> dict[str, str]:
    """Return a row's value for each field: that of its column, or the fixed value."""
    given = {name: cells[place] for name, place in sheet.columns.items() if place < len(cells)}
    return {name: given.get(name) or sheet.fixed.get(name, "") for name in {**sheet.fixed, **given}}


def _of_points(sheet: SpreadsheetImport, terms: Vocabulary, closed: frozenset[str], *, by: Actor) -> list[RowOutcome]:
    read = [
        (number, cells, recorded_submission_parser.read_entry(row_values(sheet, cells), terms))
        for number, cells in sheet.rows
    ]
    keys = {
        number: recorded_submission_parser.key_of(reading.entry, consultation_id=sheet.consultation_id)
        for number, _cells, reading in read
        if reading.entry
    }
    there, first = _stored(keys.values(), by=by), _first_rows(keys)
    found = []
    for number, cells, reading in read:
        about = row_values(sheet, cells)
        row = RowOutcome(number, about.get("summary", ""), about.get("venture_name", ""), RowKind.ERROR)
        problems = dict(reading.problems)
        if reading.entry and name_fingerprint(reading.entry.data.venture.name) in closed:
            problems["venture_name"] = _conflict()
        if reading.entry is None or problems:
            found.append(_failed(row, problems, sheet))
        else:
            found.append(_classify_row(row, reading.entry, keys[number], there, first))
    return found


def _classify_row(
    row: RowOutcome, entry: ParsedSubmission, key: UUID, there: dict[UUID, tuple[str, str]], first: dict[UUID, int]
) -> RowOutcome:
    """Classify a parsed row as new, as existing, or as conflicting with a stored submission or an earlier row."""
    earlier = there.get(key)
    if earlier and earlier[1] == entry.data.content_hash:
        return _replaced(row, RowKind.EXISTS, reference=earlier[0])
    if earlier:
        return _replaced(row, RowKind.ERROR, problems=(RowProblem("", _content_conflict_text(earlier[0])),))
    if first[key] != row.number:
        words = _("Row %(row)d is identical or has the same number. Remove one of the two.")
        return _replaced(row, RowKind.ERROR, problems=(RowProblem("", words % {"row": first[key]}),))
    return _replaced(row, RowKind.NEW, entry=entry, key=key)


def _content_conflict_text(reference: str) -> str:
    # Lists are often numbered from 1, each separately.
    another = _("If this is a different list, go back and set its number column to “Not in this spreadsheet”.")
    if not reference:
        return _("This already exists with different content. The first version has been kept.") + f" {another}"
    words = _("This already exists as %(reference)s with different content. The first version has been kept.")
    return words % {"reference": reference} + f" {another}"


def _of_seats(sheet: SpreadsheetImport, terms: Vocabulary, closed: frozenset[str]) -> list[RowOutcome]:
    known = _attending(sheet)
    found, above = [], dict[tuple[str, str], int]()
    for number, cells in sheet.rows:
        about = row_values(sheet, cells)
        reading = attendance_parser.read_seat(about, terms)
        row = RowOutcome(number, "", about.get("venture_name", ""), RowKind.ERROR)
        problems = dict(reading.problems)
        if reading.seat is None or problems:
            found.append(_failed(row, problems, sheet))
            continue
        name = name_fingerprint(reading.seat.venture.name)
        earlier = above.setdefault((name, reading.seat.email.casefold()), number)
        if name in closed:
            found.append(_failed(row, {"venture_name": _conflict()}, sheet))
        elif earlier != number:
            words = _("Row %(row)d is for the same venture. Remove one of the two.") % {"row": earlier}
            found.append(_failed(row, {"venture_name": words}, sheet))
        elif any(_covers(flags, reading.seat) for flags in known[name]):
            found.append(_replaced(row, RowKind.EXISTS))
        else:
            found.append(_replaced(row, RowKind.NEW, seat=reading.seat))
    return found


def _attending(sheet: SpreadsheetImport) -> dict[str, list[tuple[bool, bool]]]:
    """Return the recorded (invited, present) flags by the fingerprint of the venture's name."""
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    rows = Attendance.objects.filter(session=sheet.session_id)
    for name, *flags in rows.values_list("venture__name_key", "is_invited", "is_present"):
        found[name].append((flags[0], flags[1]))
    return found


def _covers(flags: tuple[bool, bool], seat: AttendanceEntry) -> bool:
    is_invited, is_present = flags
    return (is_invited or not seat.is_invited) and (is_present or not seat.is_present)


def _failed(row: RowOutcome, problems: dict[str, str], sheet: SpreadsheetImport) -> RowOutcome:
    return _replaced(row, RowKind.ERROR, problems=tuple(_problem(*one, sheet) for one in problems.items()))


def _problem(field: str, sentence: str, sheet: SpreadsheetImport) -> RowProblem:
    place = sheet.columns.get(field)
    if place is not None and place < len(sheet.headings):
        return RowProblem(sheet.headings[place], sentence)
    labels = {column.name: str(column.label) for column in COLUMNS[ImportPurpose(sheet.purpose)]}
    return RowProblem(labels.get(field, field), sentence)


def _replaced(row: RowOutcome, kind: RowKind, **facts: object) -> RowOutcome:
    return RowOutcome(**{**vars(row), "kind": kind, **facts})


def _stored(keys: Iterable[UUID], *, by: Actor) -> dict[UUID, tuple[str, str]]:
    """Return reference and content hash of the submissions already created from these rows.

    The reference is empty if the submission is not visible to the actor.
    """
    found: dict[UUID, tuple[str, str]] = {}
    is_open = Exists(Submission.objects.visible_to(by).filter(pk=OuterRef("pk")))
    columns = ("idempotency_key", "reference", "content_hash")
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), AT_ONCE):
        rows = Submission.objects.filter(idempotency_key__in=wanted[start : start + AT_ONCE])
        for key, reference, content, may_know in rows.values_list(*columns, is_open):
            found[key] = (reference if may_know else "", content)
    return found


def _first_rows(keys: dict[int, UUID]) -> dict[UUID, int]:
    first: dict[UUID, int] = {}
    for number, key in keys.items():
        first.setdefault(key, number)
    return first


def _conflict() -> str:
    return _("You declared a conflict of interest with this venture. A colleague must record this.")
