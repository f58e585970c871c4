"""The receipt: the same for the same stored rows, another for any other, and no oracle."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.choices import FileKind, QuestionKind
from engagements.models import Answer, Attachment, Question, QuestionOption, Submission
from engagements.rules import receipts, references
from engagements.rules.submission_data import AnswerData
from tests import factories

pytestmark = pytest.mark.django_db

NOBODY = references.format_reference("DDP", "2099-00", 1)


def question(submission: Submission, **fields) -> Question:
    number = Question.objects.count()
    fields = {"kind": QuestionKind.SHORT_TEXT, "wording": "Which?", "asked_from": factories.AT} | fields
    return Question.objects.create(consultation=submission.consultation, column=f"column-{number}", **fields)


def attached(submission: Submission, sha: str = "a" * 64, **fields) -> Attachment:
    number = Attachment.objects.count()
    return Attachment.objects.create(
        submission=submission, original_name="a.pdf", stored_name=f"stored-{number}", kind=FileKind.PDF, size=1,
        sha256=sha, uploaded_at=factories.AT, **fields,
    )  # fmt: skip


def again(submission: Submission) -> str:
    return receipts.receipt_of(Submission.objects.get(pk=submission.pk))


def test_receipt_is_64_small_hexadecimal_digits_and_stays():
    submission = factories.submission()

    assert receipts.SHAPE.fullmatch(again(submission))
    assert receipts.receipt_of(submission) == again(submission)


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "Another summary"},
        {"experience": "Another experience"},
        {"proposal": "Another proposal"},
        {"severity": 5},
        {"days_lost": 0},
        {"rupees_blocked": 1},
        {"received_at": factories.AT + timedelta(microseconds=1)},
        {"reference": NOBODY},
    ],
)
def test_receipt_changes_with_what_was_sent(change):
    submission = factories.submission()
    before = again(submission)
    Submission.objects.filter(pk=submission.pk).update(**change)

    assert again(submission) != before


def test_receipt_changes_with_focus_areas_files_and_each_part_of_an_answer():
    submission = factories.submission()
    chosen = question(submission, kind=QuestionKind.MULTIPLE)
    options = [QuestionOption.objects.create(question=chosen, slug=f"o{n}", label=f"O{n}") for n in range(3)]
    seen = [again(submission)]
    submission.focus_areas.add(factories.focus_area())
    seen.append(again(submission))
    attached(submission)
    seen.append(again(submission))
    answer = Answer.objects.create(submission=submission, question=chosen)
    seen.append(again(submission))
    for option in options:
        answer.chosen.add(option)
        seen.append(again(submission))
    for part in ({"text": "yes"}, {"number": Decimal("1.50")}, {"date": date(2025, 3, 24)}, {"other": "else"}):
        Answer.objects.filter(pk=answer.pk).update(**part)
        seen.append(again(submission))

    assert len(set(seen)) == len(seen) == 11


def test_receipt_stays_whatever_officials_do_and_the_venture_decides():
    submission = factories.submission(person={"name": "Asha Rao"})
    before = again(submission)
    submission.contact.name, submission.venture.name = "Someone else", "Renamed"
    submission.contact.save()
    submission.venture.save()
    asked = factories.asked(factories.published(submission))
    attached(submission, clarification=asked.clarifications.get())
    factories.moved(asked, "withdraw")

    assert again(submission) == before


def test_receipt_asks_the_same_queries_whatever_was_answered():
    plain, rich = factories.submission(), factories.submission()
    for turn in range(3):
        chosen = question(rich, kind=QuestionKind.MULTIPLE)
        option = QuestionOption.objects.create(question=chosen, slug="o", label="O")
        Answer.objects.create(submission=rich, question=chosen).chosen.add(option)
        attached(rich, sha=str(turn) * 64)
    counts = []
    for reference in (plain.reference, rich.reference, NOBODY):
        with CaptureQueriesContext(connection) as queries:
            receipts.verify_receipt(reference, "0" * 64)
        counts.append(len(queries))

    assert counts == [4, 4, 4]


def test_receipt_fits_however_it_was_typed():
    submission = factories.submission()
    receipt = receipts.receipt_of(submission)

    typed = [
        receipt,
        receipts.format_receipt(receipt),
        receipts.format_receipt(receipt).upper().replace(" ", "-"),
        f" {receipt}\n",
    ]
    assert [receipts.verify_receipt(submission.reference, one) for one in typed] == [True] * 4


def test_receipt_of_another_submission_or_a_damaged_one_does_not_fit():
    submission, other = factories.submission(), factories.submission()
    receipt = receipts.receipt_of(submission)
    damaged = ("0" if receipt[0] != "0" else "1") + receipt[1:]

    typed = [receipts.receipt_of(other), damaged, receipt[:-1], "", "0" * 64, "\ud800", "क" * 64]
    assert [receipts.verify_receipt(submission.reference, one) for one in typed] == [False] * 7


def test_receipt_worked_out_for_nothing_fits_no_unknown_reference():
    """Whoever knows how the stand-in for an unknown reference is made can work out its receipt."""
    nothing = receipts.receipt_of(Submission(pk=0, received_at=datetime(1970, 1, 1, tzinfo=UTC)))

    assert [receipts.verify_receipt(reference, nothing) for reference in (NOBODY, "", "x")] == [False] * 3


def test_receipt_covers_answers_that_came_with_the_submission():
    to = factories.consultation()
    asked = Question.objects.create(
        consultation=to, column="amount", kind=QuestionKind.NUMBER, wording="How many?", asked_from=factories.AT
    )
    answers = (AnswerData(asked.pk, number=Decimal("2")),)
    submission = factories.submission(to, envelope={"answers": answers})
    before = again(submission)
    Answer.objects.filter(submission=submission).update(number=Decimal("3"))

    assert again(submission) != before != sha256(b"").hexdigest()
