"""Attachments: a file is checked, scanned and on the disk before its row says that we have it."""

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
    """Take a file for a draft, or for one question of it; the same file again is the one that is there already.

    Raises ActionRefused with what to do instead where the file is not taken, or there are five already. The file is on
    the disk before the transaction begins; where the row is refused, it is taken away again.
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
    """Take a file back out of a draft that was not sent; one that is not there any more is no error."""
    with transaction.atomic():
        current = _unsent(draft)
        if forget_attachments(current.attachments.filter(pk=number)):
            _note_change(current, at=at)


def forget_attachments(attachments: Iterable[Attachment]) -> int:
    """Delete rows, and their bytes once the rows are gone for certain; return how many. Call it in a transaction."""
    rows = list(attachments)
    for row in rows:
        name = row.stored_name
        row.delete()
        transaction.on_commit(lambda name=name: storages["default"].delete(name))  # type: ignore[misc]
    return len(rows)


def attach_to_answer(clarification: Clarification, rows: Collection[Attachment]) -> None:
    """Write the rows of files that came with the answer to a question; call it in the answer's own transaction."""
    for row in rows:
        row.submission, row.clarification = clarification.submission, clarification
        row.save(force_insert=True)


@contextmanager
def stored(uploads: Iterable[UploadedFile], *, at: datetime) -> Iterator[list[Attachment]]:
    """Check and scan files and bring them to the disk; give their rows, filled in and not yet saved.

    Raises ActionRefused before anything is stored where one of them is not taken. Where what follows fails, the files
    are taken away again: so enter it before the transaction.
    """
    checked = [_checked(upload, at=at) for upload in uploads]
    # The first of those that are the same.
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
    """Return a file's row and bytes; the sentence of a refusal begins with the file's name."""
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
    """Lock a draft and return it as it stands."""
    current = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if current.submission_id is not None:
        raise ActionRefused(
            _("This submission has already been sent. Its page lists the files that were sent with it."),
            field="attachments",
        )
    return current


def _note_change(draft: Draft, *, at: datetime) -> None:
    """Count a change of the files as one of the draft: what is sent is what was checked, and the draft lives on."""
    draft.version += 1
    draft.saved_at, draft.kept_until = at, deadlines.draft_kept_until(at)
    draft.save(update_fields=["version", "saved_at", "kept_until"])
