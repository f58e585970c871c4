"""Spreadsheet imports: upload, match columns, preview rows, import in batches, discard.

Rows are imported independently: a valid row is imported, an invalid one is kept with its reason. Each row has an
idempotency key, so a corrected file adds only what is missing.
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

# Rows per transaction, which blocks other writers on SQLite, and per request, for which someone waits.
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
    """Store an uploaded table and match its columns by their headings; import nothing yet.

    Raises ActionRefused if the file is not a table or not accepted, with a text for the person who chose it.
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
    """Return the values that apply to all rows unless a column or the official specifies others."""
    if purpose is ImportPurpose.ATTENDANCE:
        return {"is_present": "yes"}
    return {"session": f"#{session.pk}"} if session else {}


def match(sheet: SpreadsheetImport, places: dict[str, int], fixed: dict[str, str], *, by: Actor) -> SpreadsheetImport:
    """Set which column holds which field, and the fixed values of fields without a column.

    Raises ActionRefused if a required field has neither, or one column is used twice.
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
    """Return the outcome of importing each row; change nothing."""
    return outcomes_of(sheet, by=by, on=on)


def import_rows(sheet: SpreadsheetImport, *, by: Actor, at: datetime) -> tuple[SpreadsheetImport, int, int]:
    """Import up to 500 valid rows; return the sheet, how many were imported now, and how many are left.

    With none left the sheet is finished: only the rows not imported are kept, for some days, failed ones included. An
    interrupted import can be repeated and adds nothing twice.
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
    """Import one batch of valid rows; add the numbers of rows that fail to `failed`."""
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
    """Keep only the rows not imported, so that they can be downloaded and corrected."""
    bad = failed | {outcome.number for outcome in outcomes if outcome.kind is RowKind.ERROR}
    sheet.rows = [row for row in sheet.rows if row[0] in bad]
    sheet.finished_at = at
    changes = {"imported": sheet.imported, "left out": len(bad)}
    audit.record(AuditedAct.IMPORT_FINISHED, sheet, by=by, at=at, changes=changes)


def discard_import(sheet: SpreadsheetImport, *, by: Actor, at: datetime) -> SpreadsheetImport:
    """Delete the rows of a sheet; imported records stay. Idempotent."""
    check_may(by, Act.RECORD)
    with transaction.atomic():
        current = _locked(sheet, by=by)
        if not current.is_discarded:
            forget_imports(current, at=at)
            audit.record(AuditedAct.IMPORT_DISCARDED, current, by=by, at=at, changes={"imported": current.imported})
    return current


def forget_imports(sheet: SpreadsheetImport, *, at: datetime) -> None:
    """Delete all personal data of a sheet; call it inside a transaction."""
    sheet.rows, sheet.fixed, sheet.headings, sheet.columns, sheet.discarded_at = [], {}, [], {}, at
    sheet.save(update_fields=["rows", "fixed", "headings", "columns", "discarded_at"])


def _open(sheet: SpreadsheetImport, *, by: Actor) -> SpreadsheetImport:
    """Return the current sheet, locked; raise ActionRefused if it is finished, discarded or not visible."""
    current = _locked(sheet, by=by)
    if current.is_finished or current.is_discarded:
        raise ActionRefused(_("This spreadsheet has been completed. Upload the corrected file as a new one."))
    return current


def _locked(sheet: SpreadsheetImport, *, by: Actor) -> SpreadsheetImport:
    # Lock the sheet only: its session may be NULL, and PostgreSQL cannot lock the nullable side of an outer join.
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
