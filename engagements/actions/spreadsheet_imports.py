"""Sheets: uploaded, their columns matched, looked at row by row, imported in portions, discarded.

A sheet is imported by rows, not as a whole: a row that stands in the way of nothing is imported, one with a mistake
stays behind with its reason. Each row is known again by a key: a mended sheet adds what is missing and nothing twice.
"""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import attendance, recorded_submissions
from engagements.actions.failures import FailureLog
from engagements.actions.spreadsheet_rows import RowKind, RowOutcome, outcomes_of
from engagements.choices import AuditedAct, ImportPurpose
from engagements.errors import ActionRefused
from engagements.inspection.spreadsheets import table_in
from engagements.models import Consultation, Session, SpreadsheetImport
from engagements.rules import deadlines, intake
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may
from engagements.rules.spreadsheets import columns
from engagements.rules.vocabulary import normalise_label

# Rows in one transaction, which keeps others waiting on SQLite, and in one request, which somebody waits for.
BATCH_SIZE, MAX_PER_REQUEST = 50, 500


def upload(
    name: str,
    body: bytes,
    *,
    purpose: ImportPurpose,
    consultation: Consultation,
    session: Session | None,
    by: Actor,
    at: datetime,
) -> SpreadsheetImport:
    """Keep an uploaded table, its columns matched by their headings; nothing is imported yet.

    Raises ActionRefused for what is no table or cannot be taken, in words for the person who chose the file.
    """
    check_may(by, Act.RECORD)
    if by.user is None:
        raise ActionRefused(_("Only an official can import a spreadsheet."))
    known = columns.heading_aliases(purpose)
    table = table_in(name, body, knows=lambda heading: normalise_label(heading) in known)
    places = columns.match_columns(purpose, table.headings)
    fixed = {name: text for name, text in _first_values(purpose, session).items() if name not in places}
    with transaction.atomic():
        sheet = SpreadsheetImport.objects.create(
            purpose=purpose,
            consultation=consultation,
            session=session,
            name=name,
            sha256=sha256(body).hexdigest(),
            uploaded_by=by.user,
            uploaded_at=at,
            kept_until=deadlines.sheet_kept_until(at),
            remark=table.remark[:300],
            headings=table.headings,
            rows=table.rows,
            columns=places,
            fixed=fixed,
        )
        changes = {"purpose": purpose, "consultation": consultation, "rows": len(table.rows), "sha256": sheet.sha256}
        audit.record(AuditedAct.IMPORT_UPLOADED, sheet, by=by, at=at, changes=changes)
    return sheet


def _first_values(purpose: ImportPurpose, session: Session | None) -> dict[str, str]:
    """Return what holds for all rows unless a column or the official says otherwise."""
    if purpose is ImportPurpose.ATTENDANCE:
        return {"is_present": "yes"}
    return {"session": f"#{session.pk}"} if session else {}


def match(sheet: SpreadsheetImport, places: dict[str, int], fixed: dict[str, str], *, by: Actor) -> SpreadsheetImport:
    """Say which column holds which field, and what holds for all rows where there is none.

    Raises ActionRefused where a field is wanted and neither is said, or one column is named twice.
    """
    check_may(by, Act.RECORD)
    purpose = ImportPurpose(sheet.purpose)
    for column in columns.COLUMNS[purpose]:
        if column.is_required and column.name not in places and not fixed.get(column.name):
            raise ActionRefused(_("Choose the column for this. Every row must have a value."), field=column.name)
        if column.name in places and list(places.values()).count(places[column.name]) > 1:
            raise ActionRefused(_("This column is already used for something else."), field=column.name)
    with transaction.atomic():
        current = _open(sheet, by=by)
        current.columns, current.fixed = places, {name: text for name, text in fixed.items() if name not in places}
        current.save(update_fields=["columns", "fixed"])
    return current


def classify_rows(sheet: SpreadsheetImport, *, by: Actor, on: date) -> list[RowOutcome]:
    """Return what importing would do with every row; writes nothing."""
    return outcomes_of(sheet, by=by, on=on)


def import_rows(sheet: SpreadsheetImport, *, by: Actor, at: datetime) -> tuple[SpreadsheetImport, int, int]:
    """Import the good rows, 500 at most at a time; return the sheet, how many were imported now, how many are left.

    When none is left the sheet is finished: only the rows that stayed out are kept, for some days; among them those at
    which something went wrong. Breaking off and beginning again adds nothing twice.
    """
    check_may(by, Act.RECORD)
    if sheet.purpose == ImportPurpose.POINTS:
        intake.check_notice()
    done, left, failed = 0, 1, set[int]()
    while left and done + len(failed) < MAX_PER_REQUEST:
        sheet, portion, left = _import_portion(sheet, failed, by=by, at=at)
        done += portion
    return sheet, done, left


def _import_portion(
    sheet: SpreadsheetImport, failed: set[int], *, by: Actor, at: datetime
) -> tuple[SpreadsheetImport, int, int]:
    """Import some of the good rows; the numbers of those at which something goes wrong are added to `failed`."""
    failures, imported = FailureLog("importing a row of a sheet"), 0
    with audit.one_transaction():
        current = _open(sheet, by=by)
        outcomes = outcomes_of(current, by=by, on=timezone.localdate(at))
        good = [one for one in outcomes if one.kind is RowKind.NEW and one.number not in failed]
        for outcome in good[:BATCH_SIZE]:
            failed.add(outcome.number)
            with failures.noted(outcome.number), audit.one_transaction():
                _import_row(outcome, current, by=by, at=at)
                failed.remove(outcome.number)
                imported += 1
        left = max(len(good) - BATCH_SIZE, 0)
        current.imported += imported
        if not left:
            _finish(current, outcomes, failed, by=by, at=at)
        current.save(update_fields=["imported", "rows", "finished_at"])
    return current, imported, left


def _import_row(outcome: RowOutcome, sheet: SpreadsheetImport, *, by: Actor, at: datetime) -> None:
    if outcome.seat is not None and sheet.session is not None:
        attendance.record_attendance(sheet.session, outcome.seat, by=by, at=at)
    if outcome.entry is not None and outcome.key is not None:
        recorded_submissions.record_submission(
            outcome.entry, consultation=sheet.consultation, key=outcome.key, by=by, at=at
        )


def _finish(sheet: SpreadsheetImport, outcomes: list[RowOutcome], failed: set[int], *, by: Actor, at: datetime) -> None:
    """Keep only the rows that stayed out, so that they can be fetched and mended."""
    bad = failed | {outcome.number for outcome in outcomes if outcome.kind is RowKind.ERROR}
    sheet.rows = [row for row in sheet.rows if row[0] in bad]
    sheet.finished_at = at
    changes = {"imported": sheet.imported, "left out": len(bad)}
    audit.record(AuditedAct.IMPORT_FINISHED, sheet, by=by, at=at, changes=changes)


def discard_import(sheet: SpreadsheetImport, *, by: Actor, at: datetime) -> SpreadsheetImport:
    """Forget the rows of a sheet; what was imported stays. A second time does nothing."""
    check_may(by, Act.RECORD)
    with transaction.atomic():
        current = _locked(sheet, by=by)
        if not current.is_discarded:
            forget_imports(current, at=at)
            audit.record(AuditedAct.IMPORT_DISCARDED, current, by=by, at=at, changes={"imported": current.imported})
    return current


def forget_imports(sheet: SpreadsheetImport, *, at: datetime) -> None:
    """Empty a sheet of everything personal; call it inside a transaction."""
    sheet.rows, sheet.fixed, sheet.headings, sheet.columns, sheet.discarded_at = [], {}, [], {}, at
    sheet.save(update_fields=["rows", "fixed", "headings", "columns", "discarded_at"])


def _open(sheet: SpreadsheetImport, *, by: Actor) -> SpreadsheetImport:
    """Return the sheet as it stands, locked; raise ActionRefused where it is over or somebody else's."""
    current = _locked(sheet, by=by)
    if current.is_finished or current.is_discarded:
        raise ActionRefused(_("This spreadsheet has been completed. Upload the corrected file as a new one."))
    return current


def _locked(sheet: SpreadsheetImport, *, by: Actor) -> SpreadsheetImport:
    # Only the sheet itself is locked: its session may be none, and PostgreSQL locks no row that is not there.
    rows = (
        SpreadsheetImport.objects.visible_to(by)
        .select_for_update(of=("self",), no_key=True)
        .select_related("consultation", "session")
    )
    current = rows.filter(pk=sheet.pk).first()
    if current is None:
        raise ActionRefused(
            _("You do not have access to this spreadsheet. The official who uploaded it must continue.")
        )
    return current
