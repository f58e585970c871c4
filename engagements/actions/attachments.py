"""Attachments: a file is checked, scanned and on the disk before its row says that we have it."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit, scanning
from engagements.choices import AuditedAct, ScanResult
from engagements.errors import Refused
from engagements.models import Attachment, Clarification, Draft, Question
from engagements.models.attachment import FILES_MAX
from engagements.rules.actors import Actor
from engagements.rules.files import check_file, clean_name


def attach_to_draft(
    draft: Draft, upload: UploadedFile, *, question: Question | None = None, at: datetime
) -> Attachment:
    """Take a file for a draft, or for one question of it.

    Raises Refused with what to do instead where the file is not taken, or there are five already.
    """
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.attachments.count() >= FILES_MAX:
            raise Refused(_("Five files are the most. Remove one first."))
        return _take(upload, Attachment(draft=draft, question=question, uploaded_at=at))


def attach_to_clarification(clarification: Clarification, upload: UploadedFile, *, at: datetime) -> Attachment:
    """Take a file that comes with the answer to a clarification; call it in the transaction of the answer."""
    if clarification.attachments.count() >= FILES_MAX:
        raise Refused(_("Five files are the most."))
    row = Attachment(submission_id=clarification.submission_id, clarification=clarification, uploaded_at=at)
    return _take(upload, row)


def remove_from_draft(attachment: Attachment) -> None:
    """Take a file back out of a draft that was not sent; its bytes go once the row is gone for certain."""
    with transaction.atomic():
        name = attachment.stored_name
        attachment.delete()
        transaction.on_commit(lambda: storages["default"].delete(name))


def opened(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Record that an official opened a file."""
    audit.record(AuditedAct.ATTACHMENT_READ, attachment, by=by, at=at)


def _take(upload: UploadedFile, row: Attachment) -> Attachment:
    size = upload.size or 0
    row.kind = check_file(upload.name or "", upload, size)
    body = upload.read()
    row.scan = scanning.scan(body)
    if row.scan == ScanResult.INFECTED:
        raise Refused(_("The virus scanner found something in this file. Clean your computer, then send a fresh copy."))
    row.original_name, row.size, row.sha256 = clean_name(upload.name or ""), size, sha256(body).hexdigest()
    row.stored_name = storages["default"].save(row.kind, ContentFile(body))
    row.save(force_insert=True)
    return row
