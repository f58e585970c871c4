"""Check, scan and store uploaded files; each file is written to disk before its row."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit, scanning
from engagements.choices import AuditedAct, ScanResult
from engagements.errors import ActionRefused
from engagements.inspection.files import check_file
from engagements.models import Attachment, Clarification, Draft, Question
from engagements.models.attachment import FILES_MAX
from engagements.rules import deadlines
from engagements.rules.actors import Actor
from engagements.rules.files.names import clean_name
from engagements.uploads import LeftOut


def attach_to_draft(
    draft: Draft, upload: UploadedFile, *, question: Question | None = None, at: datetime
) -> Attachment:
    """Attach a file to a draft, or to one of its questions; return its row, or the existing row of a duplicate.

    Raises ActionRefused, saying what to do instead, if the file is not accepted or five are already attached. The file
    is written before the transaction begins and deleted again if the row is refused.
    """
    with stored([upload], at=at) as (row,), transaction.atomic():
        current = _unsent(draft)
        there = list(current.attachments.all())
        same = next((one for one in there if one.sha256 == row.sha256 and one.question == question), None)
        if same is None:
            _check_room(len(there) + 1)
            row.draft, row.question = current, question
            row.save(force_insert=True)
            _note_change(current, at=at)
    if same is not None:
        storages["default"].delete(row.stored_name)
    return same or row


def remove_from_draft(draft: Draft, number: int, *, at: datetime) -> None:
    """Remove a file from an unsent draft; do nothing if it is already gone."""
    with transaction.atomic():
        current = _unsent(draft)
        if forget_attachments(current.attachments.filter(pk=number)):
            _note_change(current, at=at)


def forget_attachments(attachments: Iterable[Attachment]) -> int:
    """Delete rows, and their files after commit; return how many. Call it in a transaction."""
    rows = list(attachments)
    for row in rows:
        name = row.stored_name
        row.delete()
        transaction.on_commit(lambda name=name: storages["default"].delete(name))  # type: ignore[misc]
    return len(rows)


def attach_to_answer(clarification: Clarification, rows: Collection[Attachment]) -> None:
    """Save the rows of files sent with an answer; call it in the transaction of the answer."""
    for row in rows:
        row.submission, row.clarification = clarification.submission, clarification
        row.save(force_insert=True)


@contextmanager
def stored(uploads: Iterable[UploadedFile], *, at: datetime) -> Iterator[list[Attachment]]:
    """Check, scan and store files; yield their unsaved rows.

    Raises ActionRefused before anything is stored if one of them is not accepted. If the body fails, the files are
    deleted again, so enter it before the transaction.
    """
    checked = [_checked(upload, at=at) for upload in uploads]
    # Of identical files, keep the first.
    different = {row.sha256: (row, body) for row, body in reversed(checked)}
    _check_room(len(different))
    rows: list[Attachment] = []
    try:
        for row, body in reversed(different.values()):
            row.stored_name = storages["default"].save(row.kind, ContentFile(body))
            rows.append(row)
        yield rows
    except BaseException:
        for row in rows:
            storages["default"].delete(row.stored_name)
        raise


def open_logged(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Record that an official opened a file."""
    changes = {"attachment": attachment}
    audit.record(AuditedAct.ATTACHMENT_READ, attachment.submission or attachment, by=by, at=at, changes=changes)


def _checked(upload: UploadedFile, *, at: datetime) -> tuple[Attachment, bytes]:
    """Return a file's row and bytes; prefix a refusal with the file's name."""
    name = clean_name(upload.name or "")
    try:
        return _taken(upload, name=name, at=at)
    except ActionRefused as refused:
        said = _("“%(name)s”: %(why)s") % {"name": name, "why": refused.message}
        raise ActionRefused(said, field="attachments") from refused


def _taken(upload: UploadedFile, *, name: str, at: datetime) -> tuple[Attachment, bytes]:
    if isinstance(upload, LeftOut):
        raise ActionRefused(upload.reason)
    body = upload.read()
    kind = check_file(upload.name or "", BytesIO(body), upload.size or 0)
    verdict = scanning.scan(body)
    if verdict == ScanResult.INFECTED:
        raise ActionRefused(
            _(
                "The virus scanner found a problem in this file. Check your computer for viruses, then "
                "upload a fresh copy."
            )
        )
    digest, size = sha256(body).hexdigest(), len(body)
    return Attachment(original_name=name, kind=kind, size=size, sha256=digest, scan=verdict, uploaded_at=at), body


def _check_room(count: int) -> None:
    if count > FILES_MAX:
        raise ActionRefused(
            _("You can attach up to five files. Remove one before adding another."), field="attachments"
        )


def _unsent(draft: Draft) -> Draft:
    """Lock a draft and return its current row; raise ActionRefused if it has been sent."""
    current = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if current.submission_id is not None:
        raise ActionRefused(
            _("This submission has already been sent. Its page lists the files that were sent with it."),
            field="attachments",
        )
    return current


def _note_change(draft: Draft, *, at: datetime) -> None:
    """Bump the draft's version after a change of its files, and extend how long it is kept.

    The version makes sure that what is sent is what was reviewed.
    """
    draft.version += 1
    draft.saved_at, draft.kept_until = at, deadlines.draft_kept_until(at)
    draft.save(update_fields=["version", "saved_at", "kept_until"])
