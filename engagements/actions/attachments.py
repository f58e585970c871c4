"""Attachments: a file is checked, scanned and on the disk before its row says that we have it."""

from collections.abc import Iterator
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
from engagements.errors import Refused
from engagements.models import Attachment, Draft, Question
from engagements.models.attachment import FILES_MAX
from engagements.rules.actors import Actor
from engagements.rules.files import check_file, clean_name


def attach_to_draft(
    draft: Draft, upload: UploadedFile, *, question: Question | None = None, at: datetime
) -> Attachment:
    """Take a file for a draft, or for one question of it.

    Raises Refused with what to do instead where the file is not taken, or there are five already. The file is on the
    disk before the transaction begins; where the row is refused, it is taken away again.
    """
    row = _stored(upload, Attachment(draft=draft, question=question, uploaded_at=at))
    with _or_forgotten(row), transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.attachments.count() >= FILES_MAX:
            raise Refused(_("Five files are the most. Remove one first."))
        row.save(force_insert=True)
    return row


def remove_from_draft(attachment: Attachment) -> None:
    """Take a file back out of a draft that was not sent; its bytes go once the row is gone for certain."""
    with transaction.atomic():
        name = attachment.stored_name
        attachment.delete()
        transaction.on_commit(lambda: storages["default"].delete(name))


def opened(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Record that an official opened a file."""
    audit.record(AuditedAct.ATTACHMENT_READ, attachment, by=by, at=at)


def _stored(upload: UploadedFile, row: Attachment) -> Attachment:
    """Check and scan a file and bring it to the disk; the row that tells of it is filled in and not yet saved."""
    body = upload.read()
    row.kind = check_file(upload.name or "", BytesIO(body), len(body))
    row.scan = scanning.scan(body)
    if row.scan == ScanResult.INFECTED:
        raise Refused(_("The virus scanner found something in this file. Clean your computer, then send a fresh copy."))
    row.original_name, row.size, row.sha256 = clean_name(upload.name or ""), len(body), sha256(body).hexdigest()
    row.stored_name = storages["default"].save(row.kind, ContentFile(body))
    return row


@contextmanager
def _or_forgotten(row: Attachment) -> Iterator[None]:
    """Take a stored file away again where its row could not be written."""
    try:
        yield
    except Exception:
        storages["default"].delete(row.stored_name)
        raise
