"""The receipt: shown where it is needed, checked without telling anything else."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.models import OutgoingMessage, Submission
from engagements.rules import receipts, references
from engagements.rules.receipts import receipt_of
from tests import factories
from tests.public import filling
from tests.reading import masked, text_of

pytestmark = pytest.mark.django_db

NOBODY = references.format_reference(settings.REFERENCE_PREFIX, "2099-00", 1)
MATCH, NO_MATCH = "This receipt matches what is stored", "This receipt does not match"


def check(client, reference, receipt):
    return client.post(reverse("public:receipt"), {"reference": reference, "receipt": receipt})


def test_page_asks_without_looking_anything_up(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("public:receipt"))

    assert (response.status_code, response["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


def test_receipt_that_fits_is_confirmed_and_nothing_else_is_said(client):
    submission = factories.submission(summary="Zeppelin", venture="Acme")

    response = check(
        client, submission.reference.lower().replace("/", " "), receipts.format_receipt(receipt_of(submission))
    )

    page = text_of(response)
    assert (response.status_code, MATCH in page, NO_MATCH in page) == (200, True, False)
    assert ("Zeppelin" in page, "Acme" in page) == (False, False)


@pytest.mark.parametrize("name", ["withdraw", "quarantine"])
def test_receipt_of_what_is_withdrawn_or_held_fits_still(client, name):
    submission = factories.moved(factories.submission(), name)

    assert MATCH in text_of(check(client, submission.reference, receipt_of(submission)))


def test_receipt_of_another_one_reads_the_same_as_an_unknown_reference(client):
    submission, other = factories.submission(), factories.submission()
    receipt = receipt_of(other)
    pages, counts = [], []
    for reference in (submission.reference, NOBODY):
        with CaptureQueriesContext(connection) as queries:
            response = check(client, reference, receipt)
        pages.append((response.status_code, masked(response, reference)))
        counts.append(len(queries))

    assert pages[0] == pages[1]
    assert counts == [4, 4]
    assert NO_MATCH in pages[0][1]


def test_receipt_does_not_fit_when_a_stored_word_was_changed(client):
    submission = factories.submission()
    receipt = receipt_of(submission)
    Submission.objects.update(experience="Somebody changed this.")

    assert NO_MATCH in text_of(check(client, submission.reference, receipt))


@pytest.mark.parametrize(
    ("reference", "receipt", "sentence"),
    [
        ("", "0" * 64, "Enter the reference number."),
        ("x", "0" * 64, "Check the reference number. It should look like"),
        (NOBODY, "", "Enter the receipt."),
        (NOBODY, "0" * 63, "A receipt has 64 characters"),
        (NOBODY, "0" * 65, "A receipt has 64 characters"),
        (NOBODY, "g" * 64, "A receipt has 64 characters"),
        (NOBODY, "०" * 64, "A receipt has 64 characters"),
        (NOBODY, "0" * 100_000, "A receipt has 64 characters"),
        (NOBODY, "\x00", "Remove the invisible control character."),
    ],
)
def test_what_cannot_be_a_receipt_is_explained_without_looking_anything_up(
    client, django_assert_num_queries, reference, receipt, sentence
):
    with django_assert_num_queries(0):
        response = check(client, reference, receipt)

    page = text_of(response)
    assert (response.status_code, sentence in page, NO_MATCH in page, MATCH in page) == (200, True, False, False)


def test_receipt_stands_on_the_done_page_in_the_mail_and_on_the_status_page(client):
    submission = filling.send(client, factories.consultation())
    receipt = receipt_of(submission)
    drawn = "".join(f"<span>{group}</span>" for group in receipts.format_receipt(receipt).split())

    done = client.get(filling.url("done", submission.consultation)).content.decode()
    code = re.sub(
        r"<[^>]+>|\s", "", done.partition('class="receipt-secret"')[2].partition("</dd>")[0].partition("<dd>")[2]
    )
    client.post(submission.get_absolute_url(), {"code": code})
    status = client.get(submission.get_absolute_url()).content.decode()
    mail = OutgoingMessage.objects.get(kind="acknowledgement").body

    assert (drawn in done, drawn in status) == (True, True)
    assert f"\n{receipts.format_receipt(receipt)}\n" in mail
    assert settings.SITE_URL + reverse("public:receipt") in mail


def test_no_other_mail_carries_the_receipt():
    submission = factories.replied(factories.submission())
    receipt = receipts.format_receipt(receipt_of(submission))

    carrying = [mail.kind for mail in OutgoingMessage.objects.all() if receipt in mail.body]
    assert carrying == ["acknowledgement"]
