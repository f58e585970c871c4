"""Attachments: checked, scanned, on the disk, then in a row; gone from the disk once the row is gone for certain."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from engagements import audit
from engagements.actions import attachments, casework, drafts
from engagements.choices import AuditedAct, FileKind, QuestionKind, Role, ScanResult
from engagements.errors import ActionRefused, EditConflict
from engagements.inspection.parsers.traces import EICAR
from engagements.models import Attachment, Clarification, Draft
from engagements.rules.actors import Actor
from engagements.uploads import LeftOut
from tests import factories
from tests.hostile.making_files import pdf
from tests.uploads import table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

AT = factories.AT
LATER = AT + timedelta(days=3)
OTHER_KIND = "“tool.exe”: This file type is not accepted. Choose a PDF, PNG, JPEG, DOCX, XLSX or CSV file."
FIVE = "You can attach up to five files. Remove one before adding another."


def stored(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def different(count):
    return [table(f"{number}.csv", f"Stage,Days\nTrials,{number}\n") for number in range(count)]


def begun():
    draft, _token = drafts.start_draft(factories.consultation(), language="en", at=AT)
    return draft


def rows():
    return list(Attachment.objects.order_by("pk").values_list("original_name", "kind", "size", "scan"))


def test_file_is_kept_with_what_it_was_found_to_be(folder):
    draft, body = begun(), pdf()

    row = attachments.attach_to_draft(draft, SimpleUploadedFile("A letter.PDF", body, "text/html"), at=AT)

    assert rows() == [("A letter.PDF", FileKind.PDF, len(body), ScanResult.NOT_SCANNED)]
    assert (row.draft, row.submission, row.question, row.uploaded_at) == (draft, None, None, AT)
    assert (row.sha256, row.open().read()) == (sha256(body).hexdigest(), body)
    assert stored(folder) == [row.stored_name]


def test_change_of_the_files_is_a_change_of_the_draft():
    draft = begun()

    row = attachments.attach_to_draft(draft, table(), at=LATER)
    draft.refresh_from_db()
    assert (draft.version, draft.saved_at, draft.kept_until.isoformat()) == (1, LATER, "2025-05-05")

    attachments.remove_from_draft(draft, row.pk, at=LATER)
    attachments.remove_from_draft(draft, row.pk, at=LATER)
    draft.refresh_from_db()
    assert draft.version == 2


def test_file_that_is_not_taken_is_refused_by_its_name_and_leaves_nothing(folder):
    with pytest.raises(ActionRefused) as refused:
        attachments.attach_to_draft(begun(), SimpleUploadedFile("tool.exe", b"MZ" + bytes(64)), at=AT)

    assert (refused.value.message, refused.value.field) == (OTHER_KIND, "attachments")
    assert (rows(), stored(folder)) == ([], [])


def test_file_that_was_left_out_on_the_way_is_refused_with_the_reason(folder):
    with pytest.raises(ActionRefused) as refused:
        attachments.attach_to_draft(begun(), LeftOut("big.pdf", 9, reason="Too much."), at=AT)

    assert (refused.value.message, stored(folder)) == ("“big.pdf”: Too much.", [])


def test_same_file_again_is_the_one_that_is_there(folder):
    draft = begun()

    first = attachments.attach_to_draft(draft, table(), at=AT)
    again = attachments.attach_to_draft(draft, table("the same under another name.csv"), at=LATER)

    assert (again, Attachment.objects.count(), stored(folder)) == (first, 1, [first.stored_name])
    draft.refresh_from_db()
    assert draft.version == 1


def test_same_file_is_taken_once_for_the_point_and_once_for_a_question():
    draft = begun()
    question = factories.question(draft.consultation, "plan", kind=QuestionKind.FILE)

    for asked in (None, question, question, None):
        attachments.attach_to_draft(draft, table(), question=asked, at=AT)

    assert [row.question for row in draft.attachments.order_by("pk")] == [None, question]


def test_sixth_file_is_refused_and_a_fifth_that_came_twice_is_not(folder):
    draft, files = begun(), different(6)
    for file in files[:5]:
        attachments.attach_to_draft(draft, file, at=AT)
    attachments.attach_to_draft(draft, different(5)[-1], at=AT)

    with pytest.raises(ActionRefused) as refused:
        attachments.attach_to_draft(draft, files[5], at=AT)

    assert (refused.value.message, Attachment.objects.count(), len(stored(folder))) == (FIVE, 5, 5)


def test_draft_that_was_sent_takes_and_gives_no_files(folder):
    draft, token = drafts.start_draft(factories.consultation(), language="en", at=AT)
    row = attachments.attach_to_draft(draft, table(), at=AT)
    arriving = factories.sent(draft.consultation, envelope={"attachment_ids": (row.pk,)})
    drafts.send(draft, arriving, token=token, version=1, at=AT)

    with pytest.raises(ActionRefused, match="has already been sent"):
        attachments.attach_to_draft(draft, different(2)[1], at=AT)
    with pytest.raises(ActionRefused, match="has already been sent"):
        attachments.remove_from_draft(draft, row.pk, at=AT)

    assert stored(folder) == [row.stored_name]


def test_file_of_another_draft_is_not_removed():
    mine, theirs = begun(), begun()
    row = attachments.attach_to_draft(theirs, table(), at=AT)

    attachments.remove_from_draft(mine, row.pk, at=AT)

    assert list(Attachment.objects.all()) == [row]


def test_removed_file_stays_on_the_disk_until_that_is_certain(folder, django_capture_on_commit_callbacks):
    draft = begun()
    row = attachments.attach_to_draft(draft, table(), at=AT)

    with django_capture_on_commit_callbacks() as afterwards:
        attachments.remove_from_draft(draft, row.pk, at=AT)
        assert stored(folder) == [row.stored_name]
    for callback in afterwards:
        callback()

    assert (Attachment.objects.count(), stored(folder)) == (0, [])


def test_discarded_draft_takes_its_files_along(folder, django_capture_on_commit_callbacks):
    draft = begun()
    attachments.attach_to_draft(draft, table(), at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard_draft(draft)

    assert (Draft.objects.count(), Attachment.objects.count(), stored(folder)) == (0, 0, [])


def test_file_whose_row_cannot_be_written_is_taken_away_again(folder):
    draft = begun()
    Draft.objects.all().delete()

    with pytest.raises(Draft.DoesNotExist):
        attachments.attach_to_draft(draft, table(), at=AT)

    assert stored(folder) == []


# Sending


def test_files_that_are_sent_go_over_to_the_submission_and_others_are_forgotten(
    folder, django_capture_on_commit_callbacks
):
    draft, token = drafts.start_draft(factories.consultation(), language="en", at=AT)
    question = factories.question(draft.consultation, "plan", kind=QuestionKind.FILE)
    sent = attachments.attach_to_draft(draft, table(), at=AT)
    attachments.attach_to_draft(draft, table(), question=question, at=AT)
    arriving = factories.sent(draft.consultation, envelope={"attachment_ids": (sent.pk,)})

    with django_capture_on_commit_callbacks(execute=True):
        submission = drafts.send(draft, arriving, token=token, version=2, at=AT)

    assert list(submission.attachments.all()) == list(Attachment.objects.all()) == [sent]
    assert stored(folder) == [sent.stored_name]


def test_draft_whose_files_changed_since_it_was_checked_is_not_sent():
    draft, token = drafts.start_draft(factories.consultation(), language="en", at=AT)
    attachments.attach_to_draft(draft, table(), at=AT)

    with pytest.raises(EditConflict):
        drafts.send(draft, factories.sent(draft.consultation), token=token, version=0, at=AT)


# Answers to a question


def answered(submission, *files, text="It was the third."):
    by = Actor.venture(submission)
    return casework.answer_question(submission, text, files=files, by=by, at=LATER, version=submission.version)


def test_files_come_with_an_answer(folder):
    submission = factories.asked(factories.submission())

    answered(submission, *different(2))

    clarification = Clarification.objects.get()
    kept = list(clarification.attachments.order_by("pk"))
    assert [(row.original_name, row.submission, row.uploaded_at) for row in kept] == [
        ("0.csv", submission, LATER),
        ("1.csv", submission, LATER),
    ]
    assert (clarification.answer, stored(folder)) == ("It was the third.", sorted(row.stored_name for row in kept))
    assert list(submission.attachments.of_the_point()) == []
    event = audit.trail_of(submission).filter(act=AuditedAct.CLARIFICATION_ANSWERED).get()
    assert event.changes == {"clarification": clarification.pk, "files": 2}


def test_same_file_twice_in_an_answer_is_kept_once():
    answered(factories.asked(factories.submission()), table(), table("again.csv"))

    assert [row.original_name for row in Attachment.objects.all()] == ["stages.csv"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([table(), SimpleUploadedFile("tool.exe", b"MZ" + bytes(64))], OTHER_KIND),
        (different(6), FIVE),
        ([table(), LeftOut("big.pdf", 9, reason="Too much.")], "“big.pdf”: Too much."),
    ],
)
def test_answer_with_a_file_that_is_not_taken_is_not_written(files, sentence, folder):
    submission = factories.asked(factories.submission())

    with pytest.raises(ActionRefused) as refused:
        answered(submission, *files)

    assert (refused.value.message, refused.value.field) == (sentence, "attachments")
    assert (Clarification.objects.get().answer, rows(), stored(folder)) == ("", [], [])


def test_answer_that_is_refused_takes_its_files_away_again(folder):
    submission = factories.submission()

    with pytest.raises(ActionRefused, match="no open question"):
        answered(submission, table())

    assert (rows(), stored(folder)) == ([], [])


def test_infected_file_is_refused_before_anything_is_stored(folder, clamd):
    with pytest.raises(ActionRefused, match="The virus scanner found a problem in this file"):
        attachments.attach_to_draft(begun(), table(text=f"Stage,Days\n{clamd.alarm},1\n"), at=AT)

    assert (rows(), stored(folder)) == ([], [])


def test_scanned_file_says_so(clamd):
    attachments.attach_to_draft(begun(), table(), at=AT)

    assert rows() == [("stages.csv", FileKind.CSV, 22, ScanResult.CLEAN)]


def test_known_test_virus_is_refused_without_a_scanner():
    file = SimpleUploadedFile("x.csv", EICAR)

    with pytest.raises(ActionRefused, match="virus scanner"):
        attachments.attach_to_draft(begun(), file, at=AT)


def test_opened_file_is_put_on_record_with_its_submission():
    submission = factories.asked(factories.submission())
    answered(submission, table())
    row, by = Attachment.objects.get(), factories.actor(Role.OFFICER)

    attachments.open_logged(row, by=by, at=LATER)

    event = audit.trail_of(submission).filter(act=AuditedAct.ATTACHMENT_READ).get()
    assert (event.official, event.at, event.changes) == (by.user, LATER, {"attachment": row.pk})


def test_forgotten_rows_keep_their_bytes_when_the_transaction_fails(folder):
    draft = begun()
    row = attachments.attach_to_draft(draft, table(), at=AT)

    with pytest.raises(RuntimeError), transaction.atomic():
        attachments.forget_attachments(draft.attachments.all())
        raise RuntimeError

    assert (list(draft.attachments.all()), storages["default"].exists(row.stored_name)) == ([row], True)
