"""Retention deletes what has had its time, with its files, and nothing else."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from engagements.actions import attachments, drafts, limits, links, retention
from engagements.actions.retention import RetentionPlan
from engagements.models import AddressCount, Attachment, Draft, MailedLink, Submission
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
# The first moment of the day after the last one on which a draft of AT is kept.
OVER = AT.replace(month=5, day=2, hour=18, minute=30)


def begun(*, at=AT):
    return drafts.start_draft(factories.consultation(), language="en", at=at)


def attached(draft):
    return attachments.attach_to_draft(draft, SimpleUploadedFile("a.csv", b"name,days\nx,3\n"), at=AT)


def test_draft_is_deleted_after_its_last_day(django_capture_on_commit_callbacks):
    draft, _token = begun()
    links.mail_resume_link(draft, "asha@example.org", language="en", at=AT)
    file = attached(draft)
    begun(at=AT + timedelta(days=1))

    assert retention.find_expired_records(at=OVER - timedelta(seconds=1)) == RetentionPlan(0, 0, 0, 0)
    assert retention.find_expired_records(at=OVER) == RetentionPlan(1, 1, 0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.delete_expired_records(at=OVER) == RetentionPlan(1, 1, 0, 0)

    assert (Draft.objects.count(), Attachment.objects.count(), MailedLink.objects.count()) == (1, 0, 0)
    assert storages["default"].exists(file.stored_name) is False
    assert retention.find_expired_records(at=OVER) == RetentionPlan(0, 0, 0, 0)


def test_draft_that_was_sent_goes_and_its_submission_and_files_stay():
    draft, token = begun()
    file = attached(draft)
    arriving = factories.sent(draft.consultation, envelope={"attachment_ids": (file.pk,)})
    submission = drafts.send(draft, arriving, token=token, version=1, at=AT)

    # The count is of the acknowledgement's address.
    assert retention.delete_expired_records(at=OVER) == RetentionPlan(1, 0, 0, 1)
    assert (Draft.objects.count(), list(Submission.objects.all())) == (0, [submission])
    assert [kept.open().read() for kept in submission.attachments.all()] == [b"name,days\nx,3\n"]


def test_links_go_when_they_are_over_and_count_for_no_limit():
    links.mail_my_link("expired@example.org", language="en", at=AT)
    links.mail_my_link("used@example.org", language="en", at=AT)
    links.consume_link(MailedLink.objects.get(email="used@example.org"), at=AT)
    links.mail_my_link("fresh@example.org", language="en", at=AT + timedelta(minutes=25))
    draft, _token = begun()
    links.mail_resume_link(draft, "draft@example.org", language="en", at=AT)

    assert retention.delete_expired_records(at=AT + timedelta(minutes=9)) == RetentionPlan(0, 0, 0, 0)
    assert retention.delete_expired_records(at=AT + timedelta(minutes=30)) == RetentionPlan(0, 0, 2, 0)
    assert set(MailedLink.objects.values_list("email", flat=True)) == {"fresh@example.org", "draft@example.org"}


def test_counts_of_addresses_go_after_two_hours():
    limits.exceeds_rate("192.0.2.1", at=AT)
    hour = AddressCount.objects.get().window_start

    assert retention.delete_expired_records(at=hour + timedelta(hours=2)) == RetentionPlan(0, 0, 0, 0)
    assert retention.delete_expired_records(at=hour + timedelta(hours=2, seconds=1)) == RetentionPlan(0, 0, 0, 1)


def test_command_counts_first_and_deletes_after(capsys):
    begun()

    call_command("apply_retention", "--dry-run")
    assert Draft.objects.count() == 1
    call_command("apply_retention")

    assert capsys.readouterr().out.splitlines() == [
        "would delete: drafts=1 files=0 links=0 counts=0 sheets=0",
        "deleted: drafts=1 files=0 links=0 counts=0 sheets=0",
    ]
    assert Draft.objects.count() == 0
