"""Retention: delete data after the periods stated in the privacy notice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from engagements.actions import attachments, links, spreadsheet_imports
from engagements.actions.failures import FailureLog
from engagements.models import AddressCount, Attachment, Draft, MailedLink, SpreadsheetImport

# Rate limits look back one hour; counters are kept a little longer.
COUNTS_KEPT = timedelta(hours=2)


@dataclass(frozen=True)
class RetentionPlan:
    """How many expired drafts with their files, emailed links, counters and sheets there are; how many failed."""

    drafts: int
    files: int
    links: int
    counts: int
    sheets: int = 0
    failed: int = 0


def find_expired_records(*, at: datetime) -> RetentionPlan:
    """Return what would be deleted at a given time; change nothing."""
    drafts = _drafts(at=at)
    files = Attachment.objects.filter(draft__in=drafts).count()
    return RetentionPlan(drafts.count(), files, _links(at=at).count(), _counts(at=at).count(), _sheets(at=at).count())


def delete_expired_records(*, at: datetime) -> RetentionPlan:
    """Delete expired records and return the counts; each draft has its own transaction."""
    drafts = files = emptied = 0
    failures = FailureLog("deleting what has had its time")
    for number in list(_drafts(at=at).values_list("pk", flat=True)):
        with failures.noted(number):
            gone = _delete_draft(number, at=at)
            drafts, files = drafts + (gone is not None), files + (gone or 0)
    _deleted, by_model = _links(at=at).delete()
    counts, _by_model = _counts(at=at).delete()
    for number in list(_sheets(at=at).values_list("pk", flat=True)):
        with failures.noted(number):
            emptied += _empty_sheet(number, at=at)
    return RetentionPlan(drafts, files, by_model.get(MailedLink._meta.label, 0), counts, emptied, failures.count)


def _delete_draft(number: int, *, at: datetime) -> int | None:
    """Delete a draft with its files; return the number of files, or None if it was saved in the meantime."""
    with transaction.atomic():
        draft = _drafts(at=at).select_for_update(no_key=True).filter(pk=number).first()
        if draft is None:
            return None
        files = attachments.forget_attachments(draft.attachments.filter(submission__isnull=True))
        draft.delete()
    return files


def _empty_sheet(number: int, *, at: datetime) -> int:
    """Delete the rows of a sheet; return 1, or 0 if it was discarded in the meantime."""
    with transaction.atomic():
        sheet = _sheets(at=at).select_for_update(no_key=True).filter(pk=number).first()
        if sheet is None:
            return 0
        spreadsheet_imports.forget_imports(sheet, at=at)
    return 1


def _sheets(*, at: datetime) -> QuerySet[SpreadsheetImport]:
    return SpreadsheetImport.objects.filter(kept_until__lt=timezone.localdate(at), discarded_at__isnull=True).order_by(
        "pk"
    )


def _drafts(*, at: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(kept_until__lt=timezone.localdate(at)).order_by("pk")


def _links(*, at: datetime) -> QuerySet[MailedLink]:
    # Used and expired links still count towards the email limit for a while. Links to a draft are deleted with it.
    over = MailedLink.objects.over(at=at).filter(draft__isnull=True)
    return over.filter(made_at__lte=at - links.MAILED_AGAIN_AFTER)


def _counts(*, at: datetime) -> QuerySet[AddressCount]:
    return AddressCount.objects.filter(window_start__lt=at - COUNTS_KEPT)
